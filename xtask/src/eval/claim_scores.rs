//! What is counted of the claims of one article, and the figures that follow.

use std::collections::{BTreeMap, BTreeSet};

use labels::{Label, Labels, NameOrWords, find_words, match_claims, words_in};
use sourcelight::wire::{Article, Claim, Claimant, Evidence, Hedge, Link};

use super::Share;

/// How many times the articles are drawn anew for an interval.
const RESAMPLES: usize = 1000;

/// What a share is of, in the order of the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Precision,
    Recall,
    Voice,
    Kind,
    Entity,
    Apart,
    Stance,
    MainType,
    AnyType,
    WorthWithinOne,
    Worth,
    Hedged,
    HedgeKinds,
    Evidence,
    DenialPrecision,
    DenialRecall,
    RepeatPrecision,
    RepeatRecall,
    ContrastPrecision,
    ContrastRecall,
}

const LAYERS: [(Layer, &str); 20] = [
    (Layer::Precision, "spans (word IoU >= 0.5): precision"),
    (Layer::Recall, "spans: recall"),
    (Layer::Voice, "author or attributed"),
    (Layer::Kind, "claimant kind"),
    (Layer::Entity, "claimant entity, where named"),
    (Layer::Apart, "claimant in another sentence"),
    (Layer::Stance, "stance"),
    (Layer::MainType, "main type"),
    (Layer::AnyType, "a type in common"),
    (Layer::WorthWithinOne, "check-worthiness within one step"),
    (Layer::Worth, "check-worthiness"),
    (Layer::Hedged, "hedged or not"),
    (Layer::HedgeKinds, "kinds of hedges, all the same"),
    (Layer::Evidence, "a kind of evidence in common"),
    (Layer::DenialPrecision, "denials and disputes: precision"),
    (Layer::DenialRecall, "denials and disputes: recall"),
    (Layer::RepeatPrecision, "repetitions: precision"),
    (Layer::RepeatRecall, "repetitions: recall"),
    (Layer::ContrastPrecision, "contrasts: precision"),
    (Layer::ContrastRecall, "contrasts: recall"),
];

/// The counts of one article.
#[derive(Clone, Default)]
pub(super) struct Counts {
    shares: BTreeMap<Layer, Share>,
    /// Labelled and found stance of each matched claim.
    stances: Vec<(String, String)>,
}

impl Counts {
    fn add(&mut self, layer: Layer, agreed: bool) {
        self.shares.entry(layer).or_default().add(agreed);
    }

    fn join(&mut self, other: &Self) {
        for (&layer, &share) in &other.shares {
            self.shares.entry(layer).or_default().join(share);
        }
        self.stances.extend(other.stances.iter().cloned());
    }

    fn percent(&self, layer: Layer) -> f64 {
        self.shares.get(&layer).copied().unwrap_or_default().percent()
    }

    /// F1 of the claims' spans.
    fn spans(&self) -> f64 {
        let (precision, recall) = (self.percent(Layer::Precision), self.percent(Layer::Recall));
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    /// The mean of the stances' F1, over those that are labelled.
    fn stance_macro(&self) -> f64 {
        let labelled: BTreeSet<&str> = self.stances.iter().map(|(gold, _)| gold.as_str()).collect();
        let f1 = |stance: &str| {
            let right = self.stances.iter().filter(|(gold, found)| gold == stance && found == stance).count();
            let either: usize = (self.stances.iter())
                .map(|(gold, found)| usize::from(gold == stance) + usize::from(found == stance))
                .sum();
            2.0 * right as f64 / either.max(1) as f64
        };
        100.0 * labelled.iter().map(|stance| f1(stance)).sum::<f64>() / labelled.len().max(1) as f64
    }
}

/// The counts of several articles.
pub(super) struct Tally<'a> {
    articles: &'a [Counts],
}

impl<'a> Tally<'a> {
    pub(super) const fn new(articles: &'a [Counts]) -> Self {
        Self { articles }
    }

    /// Prints the figures, with 95 % intervals from drawing the articles anew where there are enough of them.
    pub(super) fn print(&self) {
        let mut all = Counts::default();
        self.articles.iter().for_each(|counts| all.join(counts));
        let samples = if self.articles.len() < 5 { Vec::new() } else { self.resample() };
        let print = |title: &str, figure: &dyn Fn(&Counts) -> f64, of: Option<Share>| {
            let mut drawn: Vec<f64> = samples.iter().map(figure).collect();
            drawn.sort_by(f64::total_cmp);
            let interval = match drawn.as_slice() {
                [] => String::new(),
                drawn => format!("[{:5.1} {:5.1}]", drawn[drawn.len() / 40], drawn[drawn.len() - 1 - drawn.len() / 40]),
            };
            let of = of.map_or(String::new(), |share| share.to_string());
            println!("{title:36} {:6.1} {interval:15} {of}", figure(&all));
        };
        print("spans (word IoU >= 0.5): F1", &Counts::spans, None);
        for (layer, title) in LAYERS {
            if let Some(&share) = all.shares.get(&layer) {
                print(title, &|counts: &Counts| counts.percent(layer), Some(share));
            }
            if layer == Layer::Stance {
                print("stance, mean F1", &Counts::stance_macro, None);
            }
        }
        println!();
    }

    /// The counts of as many articles drawn at random, many times; the same draws in every run.
    fn resample(&self) -> Vec<Counts> {
        let mut state: u64 = 1;
        let mut draw = || {
            // Knuth's linear congruential generator; the upper bits are the good ones.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            &self.articles[(state >> 33) as usize % self.articles.len()]
        };
        let mut sample = || {
            let mut counts = Counts::default();
            (0..self.articles.len()).for_each(|_| counts.join(draw()));
            counts
        };
        (0..RESAMPLES).map(|_| sample()).collect()
    }
}

/// Counts how the claims of `article`, an annotation of `text`, agree with `labels`.
pub(super) fn count(text: &str, labels: &Labels, article: &Article) -> Counts {
    let words = find_words(text);
    let gold: Vec<_> = labels.claims.iter().map(|claim| words_in(&words, &[(claim.start, claim.end)])).collect();
    let found: Vec<_> = article.claims.iter().map(|claim| words_in(&words, &claim.span)).collect();
    let matches = match_claims(&gold, &found);
    let mut counts = Counts::default();
    (0..gold.len()).for_each(|g| counts.add(Layer::Recall, matches.contains_key(&g)));
    let taken: BTreeSet<usize> = matches.values().copied().collect();
    (0..found.len()).for_each(|f| counts.add(Layer::Precision, taken.contains(&f)));
    for (&g, &f) in &matches {
        count_claim(&labels.claims[g], &article.claims[f], article, &mut counts);
    }
    for (rels, precision, recall) in [
        (&["denies", "disputes"][..], Layer::DenialPrecision, Layer::DenialRecall),
        (&["repeats"], Layer::RepeatPrecision, Layer::RepeatRecall),
        (&["contrasts"], Layer::ContrastPrecision, Layer::ContrastRecall),
    ] {
        count_links(labels, article, &matches, rels, (precision, recall), &mut counts);
    }
    counts
}

/// Counts the layers of one matched claim.
fn count_claim(label: &Label, claim: &Claim, article: &Article, counts: &mut Counts) {
    let is_kind = label.claimant.kind == claim.claimant.kind;
    counts.add(Layer::Voice, (label.claimant.kind == "author") == (claim.claimant.kind == "author"));
    counts.add(Layer::Kind, is_kind);
    let name = label.claimant.name.as_ref().filter(|_| label.claimant.kind == "named");
    let is_entity = name.map(|name| has_name(article, claim, name));
    if let Some(is_entity) = is_entity {
        counts.add(Layer::Entity, is_entity);
    }
    if label.claimant.apart {
        counts.add(Layer::Apart, is_entity.unwrap_or(is_kind));
    }
    counts.add(Layer::Stance, label.stance == claim.stance);
    counts.stances.push((label.stance.clone(), claim.stance.to_owned()));
    counts.add(Layer::MainType, label.types.first().map(String::as_str) == claim.types.first().copied());
    counts.add(Layer::AnyType, label.types.iter().any(|kind| claim.types.contains(&kind.as_str())));
    counts.add(Layer::WorthWithinOne, label.check_worthy.abs_diff(claim.check_worthy) <= 1);
    counts.add(Layer::Worth, label.check_worthy == claim.check_worthy);
    counts.add(Layer::Hedged, label.hedges.is_empty() == claim.hedges.is_empty());
    let kinds: BTreeSet<&str> = label.hedges.iter().map(|hedge| hedge.kind.as_str()).collect();
    counts.add(Layer::HedgeKinds, kinds == claim.hedges.iter().map(|hedge| hedge.kind).collect());
    let has_evidence = |kind: &String| claim.evidence.iter().any(|found| found.kind == kind);
    counts.add(Layer::Evidence, label.evidence.iter().any(has_evidence));
}

/// Whether the claimant of `claim` is the entity with a name.
fn has_name(article: &Article, claim: &Claim, name: &NameOrWords) -> bool {
    let Some(entity) = claim.claimant.entity else { return false };
    match name {
        NameOrWords::Span((start, end)) => (article.mentions.iter())
            .any(|mention| mention.entity == Some(entity) && mention.start < *end && mention.end > *start),
        NameOrWords::Words(words) => {
            let found = &article.entities[entity as usize].name;
            words.contains(found.as_str()) || found.contains(words.as_str())
        }
    }
}

/// Counts links of some kinds; links between claims that were not matched count as missed.
fn count_links(
    labels: &Labels,
    article: &Article,
    matches: &BTreeMap<usize, usize>,
    rels: &[&str],
    (precision, recall): (Layer, Layer),
    counts: &mut Counts,
) {
    let find = |id: &str| labels.position(id).and_then(|g| matches.get(&g)).map(|&f| article.claims[f].id);
    let wanted: BTreeSet<(&str, &str)> = (labels.links.iter())
        .filter(|link| rels.contains(&link.rel.as_str()))
        .map(|link| (link.from.as_str(), link.to.as_str()))
        .collect();
    let mut found: BTreeSet<(u32, u32)> = BTreeSet::new();
    for claim in &article.claims {
        found.extend(claim.links.iter().filter(|link| rels.contains(&link.kind)).map(|link| (claim.id, link.to)));
    }
    let wanted: Vec<Option<(u32, u32)>> = wanted.into_iter().map(|(from, to)| find(from).zip(find(to))).collect();
    for pair in &wanted {
        counts.add(recall, pair.is_some_and(|pair| found.contains(&pair)));
    }
    for pair in &found {
        counts.add(precision, wanted.contains(&Some(*pair)));
    }
}

/// `article` with the claims of `labels` in place of its own, so that one count serves both.
pub(super) fn replace_claims(mut article: Article, labels: &Labels) -> Article {
    let claims = labels.claims.iter().zip(0..).map(|(label, id)| Claim {
        id,
        span: vec![(label.start, label.end)],
        types: label.types.iter().map(|kind| leak(kind)).collect(),
        claimant: Claimant {
            kind: leak(&label.claimant.kind),
            entity: match &label.claimant.name {
                Some(NameOrWords::Span((start, end))) => (article.mentions.iter())
                    .filter(|mention| mention.start < *end && mention.end > *start)
                    .find_map(|mention| mention.entity),
                _ => None,
            },
            span: None,
        },
        quote: None,
        stance: leak(&label.stance),
        framing: "neutral",
        hedges: label.hedges.iter().map(|hedge| Hedge { start: 0, end: 0, kind: leak(&hedge.kind) }).collect(),
        evidence: label.evidence.iter().map(|kind| Evidence { kind: leak(kind), span: None }).collect(),
        check_worthy: label.check_worthy,
        check_score: 0.5,
        score: 1.0,
        links: (labels.links.iter())
            .filter(|link| link.from == label.id)
            .filter_map(|link| Some(Link { kind: leak(&link.rel), to: labels.position(&link.to)? as u32 }))
            .collect(),
        why: Vec::new(),
    });
    article.claims = claims.collect();
    article
}

/// A label as the output has it; labels are few, and the program ends soon.
fn leak(label: &str) -> &'static str {
    Box::leak(label.to_owned().into_boxed_str())
}
