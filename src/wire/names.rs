//! The words of the serialised form: one name for each variant.

use crate::claim::{ClaimType, ClaimantKind, EvidenceKind, HedgeKind, LinkKind, Stance};
use crate::document::BlockKind;
use crate::entity::{EntityKind, MentionForm};
use crate::quote::{Framing, QuoteForm, SourceKind};

/// The name of a block's kind.
pub const fn block_kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Byline => "byline",
        BlockKind::Caption => "caption",
        BlockKind::Paragraph => "paragraph",
        BlockKind::List => "list",
        BlockKind::Quotation => "quotation",
        BlockKind::Furniture => "furniture",
        BlockKind::Standfirst => "standfirst",
        BlockKind::Dateline => "dateline",
        BlockKind::PullQuote => "pull_quote",
        BlockKind::Entry => "entry",
        BlockKind::Related => "related",
        BlockKind::Newsletter => "newsletter",
        BlockKind::Comment => "comment",
        BlockKind::Advertisement => "advertisement",
        BlockKind::Notice => "notice",
        BlockKind::Navigation => "navigation",
        BlockKind::Footer => "footer",
    }
}

/// The name of an entity's kind.
pub const fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Place => "place",
        EntityKind::Group => "group",
        EntityKind::Event => "event",
        EntityKind::Work => "work",
        EntityKind::Law => "law",
        EntityKind::Product => "product",
        EntityKind::Other => "other",
        EntityKind::Date => "date",
        EntityKind::Time => "time",
        EntityKind::Money => "money",
        EntityKind::Percent => "percent",
        EntityKind::Quantity => "quantity",
    }
}

/// The name of a mention's form.
pub const fn mention_form(form: MentionForm) -> &'static str {
    match form {
        MentionForm::Name => "name",
        MentionForm::Nominal => "nominal",
        MentionForm::Pronoun => "pronoun",
    }
}

/// The name of a quote's form.
pub const fn quote_form(form: QuoteForm) -> &'static str {
    match form {
        QuoteForm::Direct => "direct",
        QuoteForm::Indirect => "indirect",
        QuoteForm::Mixed => "mixed",
    }
}

/// The name of a source's kind.
pub const fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Named => "named",
        SourceKind::Unnamed => "unnamed",
        SourceKind::Vague => "vague",
        SourceKind::Document => "document",
        SourceKind::None => "none",
    }
}

/// The name of a framing.
pub const fn framing(framing: Framing) -> &'static str {
    match framing {
        Framing::Neutral => "neutral",
        Framing::Distancing => "distancing",
        Framing::Endorsing => "endorsing",
    }
}

/// The name of a claim's type.
pub const fn claim_type(kind: ClaimType) -> &'static str {
    match kind {
        ClaimType::Quantity => "quantity",
        ClaimType::Cause => "cause",
        ClaimType::Prediction => "prediction",
        ClaimType::Rule => "rule",
        ClaimType::Event => "event",
        ClaimType::Property => "property",
        ClaimType::Intent => "intent",
        ClaimType::Experience => "experience",
        ClaimType::Opinion => "opinion",
    }
}

/// The name of a claimant's kind.
pub const fn claimant_kind(kind: ClaimantKind) -> &'static str {
    match kind {
        ClaimantKind::Author => "author",
        ClaimantKind::Named => "named",
        ClaimantKind::Unnamed => "unnamed",
        ClaimantKind::Vague => "vague",
        ClaimantKind::Document => "document",
    }
}

/// The name of a stance.
pub const fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "asserts",
        Stance::Alleges => "alleges",
        Stance::Denies => "denies",
        Stance::Disputes => "disputes",
        Stance::Predicts => "predicts",
        Stance::Commits => "commits",
    }
}

/// The name of a hedge's kind.
pub const fn hedge_kind(kind: HedgeKind) -> &'static str {
    match kind {
        HedgeKind::Epistemic => "epistemic",
        HedgeKind::Approximator => "approximator",
        HedgeKind::Evidential => "evidential",
        HedgeKind::Condition => "condition",
        HedgeKind::Booster => "booster",
    }
}

/// The name of a kind of evidence.
pub const fn evidence_kind(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Number => "number",
        EvidenceKind::Document => "document",
        EvidenceKind::Link => "link",
        EvidenceKind::Eyewitness => "eyewitness",
        EvidenceKind::Official => "official",
        EvidenceKind::Expert => "expert",
        EvidenceKind::Media => "media",
    }
}

/// The name of a kind of link.
pub const fn link_kind(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Denies => "denies",
        LinkKind::Disputes => "disputes",
        LinkKind::Supports => "supports",
        LinkKind::Repeats => "repeats",
        LinkKind::Contrasts => "contrasts",
    }
}
