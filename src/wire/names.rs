//! The words of the serialised form: one name for each variant, and all of each.

use super::Word;
use crate::claim::{ClaimType, ClaimantKind, EvidenceKind, HedgeKind, LinkKind, Stance};
use crate::document::BlockKind;
use crate::entity::{EntityKind, MentionForm};
use crate::quote::{Framing, QuoteForm, SourceKind};
use crate::span::OffsetUnit;

/// What stands as kind of evidence where there is none.
pub(super) const NO_EVIDENCE: Word = "none";

/// The names of the units of offsets.
pub(super) const OFFSET_UNITS: &[Word] = &[OffsetUnit::CodePoint.name(), OffsetUnit::Utf16.name()];

/// Writes, for each list, the function that names a variant, and the list of all names.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident, $all:ident: $type:ident { $($variant:ident => $word:literal,)* })*) => {$(
        $(#[$doc])*
        pub const fn $name(kind: $type) -> &'static str {
            match kind {
                $($type::$variant => $word,)*
            }
        }

        pub(super) const $all: &[Word] = &[$($word),*];
    )*};
}

names! {
    /// The name of a block's kind.
    block_kind, BLOCK_KIND: BlockKind {
        Headline => "headline",
        Byline => "byline",
        Caption => "caption",
        Paragraph => "paragraph",
        List => "list",
        Quotation => "quotation",
        Furniture => "furniture",
        Standfirst => "standfirst",
        Dateline => "dateline",
        PullQuote => "pull_quote",
        Entry => "entry",
        Related => "related",
        Newsletter => "newsletter",
        Comment => "comment",
        Advertisement => "advertisement",
        Notice => "notice",
        Navigation => "navigation",
        Footer => "footer",
    }

    /// The name of an entity's kind.
    entity_kind, ENTITY_KIND: EntityKind {
        Person => "person",
        Organization => "organization",
        Place => "place",
        Group => "group",
        Event => "event",
        Work => "work",
        Law => "law",
        Product => "product",
        Other => "other",
        Date => "date",
        Time => "time",
        Money => "money",
        Percent => "percent",
        Quantity => "quantity",
    }

    /// The name of a mention's form.
    mention_form, MENTION_FORM: MentionForm {
        Name => "name",
        Nominal => "nominal",
        Pronoun => "pronoun",
    }

    /// The name of a quote's form.
    quote_form, QUOTE_FORM: QuoteForm {
        Direct => "direct",
        Indirect => "indirect",
        Mixed => "mixed",
    }

    /// The name of a source's kind.
    source_kind, SOURCE_KIND: SourceKind {
        Named => "named",
        Unnamed => "unnamed",
        Vague => "vague",
        Document => "document",
        None => "none",
    }

    /// The name of a framing.
    framing, FRAMING: Framing {
        Neutral => "neutral",
        Distancing => "distancing",
        Endorsing => "endorsing",
    }

    /// The name of a claim's type.
    claim_type, CLAIM_TYPE: ClaimType {
        Quantity => "quantity",
        Cause => "cause",
        Prediction => "prediction",
        Rule => "rule",
        Event => "event",
        Property => "property",
        Intent => "intent",
        Experience => "experience",
        Opinion => "opinion",
    }

    /// The name of a claimant's kind.
    claimant_kind, CLAIMANT_KIND: ClaimantKind {
        Author => "author",
        Named => "named",
        Unnamed => "unnamed",
        Vague => "vague",
        Document => "document",
    }

    /// The name of a stance.
    stance, STANCE: Stance {
        Asserts => "asserts",
        Alleges => "alleges",
        Denies => "denies",
        Disputes => "disputes",
        Predicts => "predicts",
        Commits => "commits",
    }

    /// The name of a hedge's kind.
    hedge_kind, HEDGE_KIND: HedgeKind {
        Epistemic => "epistemic",
        Approximator => "approximator",
        Evidential => "evidential",
        Condition => "condition",
        Booster => "booster",
    }

    /// The name of a kind of evidence.
    evidence_kind, EVIDENCE_KIND: EvidenceKind {
        Number => "number",
        Document => "document",
        Link => "link",
        Eyewitness => "eyewitness",
        Official => "official",
        Expert => "expert",
        Media => "media",
    }

    /// The name of a kind of link.
    link_kind, LINK_KIND: LinkKind {
        Denies => "denies",
        Disputes => "disputes",
        Supports => "supports",
        Repeats => "repeats",
        Contrasts => "contrasts",
    }
}
