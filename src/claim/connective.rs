//! Words that open a clause without being part of what it claims: "However,", "In addition,".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::article::Article;
use crate::document::TokenId;
use crate::model::lexicon::entries;

/// A phrase after its first word, and whether it sets what follows against what was said.
type Connective = (Vec<&'static str>, bool);

/// The phrases by their first word, in the order of the list.
static CONNECTIVES: LazyLock<FxHashMap<&'static str, Vec<Connective>>> = LazyLock::new(|| {
    let mut connectives: FxHashMap<_, Vec<Connective>> = FxHashMap::default();
    for line in entries(include_str!("../../models/connectives.txt")) {
        let mut words = line.split(' ');
        let contrast = words.next() == Some("contrast");
        if let Some(first) = words.next() {
            connectives.entry(first).or_default().push((words.collect(), contrast));
        }
    }
    connectives
});

/// How many of `tokens` a connective at their start takes, and whether it sets what follows against what was said.
pub(super) fn find_connective(article: &Article, tokens: &[TokenId]) -> Option<(usize, bool)> {
    let doc = article.doc;
    let phrases = CONNECTIVES.get(doc.lower(*tokens.first()?))?;
    let fits = |rest: &[&str]| {
        tokens.len() > rest.len() && rest.iter().zip(&tokens[1..]).all(|(word, &token)| doc.lower(token) == *word)
    };
    let (rest, contrast) = phrases.iter().filter(|(rest, _)| fits(rest)).max_by_key(|(rest, _)| rest.len())?;
    Some((rest.len() + 1, *contrast))
}
