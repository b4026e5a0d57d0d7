//! The tree of a page: its elements and texts; comments and the like stand in it as empty places.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use ego_tree::{NodeId, NodeMut, NodeRef, Tree};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName};

/// What stands at one place of the tree.
pub(super) enum Node {
    /// The document, a comment, a doctype: nothing that is read.
    Other,
    Text(StrTendril),
    Element(Element),
}

/// An element's name and attributes.
pub(super) struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
}

impl Element {
    /// Its name, lower case.
    pub(super) fn name(&self) -> &str {
        &self.name.local
    }

    /// The value of one of its attributes.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }
}

/// The element at a place of the tree, if one is there.
pub(super) fn as_element<'t>(node: NodeRef<'t, Node>) -> Option<&'t Element> {
    match node.value() {
        Node::Element(element) => Some(element),
        _ => None,
    }
}

/// A tree while the parser builds it.
pub(super) struct Growing(RefCell<Tree<Node>>);

impl Growing {
    pub(super) fn new() -> Self {
        Self(RefCell::new(Tree::new(Node::Other)))
    }

    fn add(&self, node: Node) -> NodeId {
        self.0.borrow_mut().orphan(node).id()
    }

    /// Changes the tree at `place`.
    fn change<T>(&self, place: NodeId, change: impl FnOnce(NodeMut<Node>) -> T) -> T {
        change(self.0.borrow_mut().get_mut(place).expect("the parser names places of this tree"))
    }
}

/// Adds `text` to `node` if that is a text, else gives it back.
fn join_text(node: Option<NodeMut<Node>>, text: StrTendril) -> Option<StrTendril> {
    match node {
        Some(mut node) => match node.value() {
            Node::Text(before) => {
                before.push_tendril(&text);
                None
            }
            _ => Some(text),
        },
        None => Some(text),
    }
}

/// A template's contents are its children: they are not read.
impl TreeSink for Growing {
    type Handle = NodeId;
    type Output = Tree<Node>;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree<Node> {
        self.0.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn get_document(&self) -> NodeId {
        self.0.borrow().root().id()
    }

    fn get_template_contents(&self, template: &NodeId) -> NodeId {
        *template
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn elem_name<'a>(&'a self, place: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.0.borrow(), |tree| {
            let element = tree.get(*place).and_then(as_element);
            &element.expect("the parser asks for names of elements").name
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> NodeId {
        self.add(Node::Element(Element { name, attributes }))
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.add(Node::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.add(Node::Other)
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.change(*parent, |mut parent| match child {
            NodeOrText::AppendNode(child) => {
                parent.append_id(child);
            }
            NodeOrText::AppendText(text) => {
                if let Some(text) = join_text(parent.last_child(), text) {
                    parent.append(Node::Text(text));
                }
            }
        });
    }

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(new) = new {
            self.remove_from_parent(&new);
        }
        self.change(*sibling, |mut sibling| {
            if sibling.parent().is_none() {
                return;
            }
            match new {
                NodeOrText::AppendNode(new) => {
                    sibling.insert_id_before(new);
                }
                NodeOrText::AppendText(text) => {
                    if let Some(text) = join_text(sibling.prev_sibling(), text) {
                        sibling.insert_before(Node::Text(text));
                    }
                }
            }
        });
    }

    fn append_based_on_parent_node(&self, element: &NodeId, before: &NodeId, child: NodeOrText<NodeId>) {
        if self.change(*element, |mut element| element.parent().is_some()) {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn add_attrs_if_missing(&self, place: &NodeId, attributes: Vec<Attribute>) {
        self.change(*place, |mut place| {
            if let Node::Element(element) = place.value() {
                for attribute in attributes {
                    if !element.attributes.iter().any(|known| known.name == attribute.name) {
                        element.attributes.push(attribute);
                    }
                }
            }
        });
    }

    fn remove_from_parent(&self, place: &NodeId) {
        self.change(*place, |mut place| place.detach());
    }

    fn reparent_children(&self, from: &NodeId, to: &NodeId) {
        self.change(*to, |mut to| to.reparent_from_id_append(*from));
    }
}
