//! Claims of small made-up articles: where they lie, whose they are, how they are put, what they answer.

use sourcelight::claim::{Claim, LinkKind};
use sourcelight::{Annotations, Input, annotate, wire};

/// A stretch of a text that is marked `[label:words]`, as bytes of the text without marks.
#[derive(Debug)]
struct Mark {
    label: String,
    start: usize,
    end: usize,
}

/// Takes the marks out of `marked`; marks may nest, and come in order of their start.
fn read_marks(marked: &str) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut marks: Vec<Mark> = Vec::new();
    let mut open = Vec::new();
    let mut rest = marked;
    while let Some(next) = rest.find(['[', ']']) {
        text.push_str(&rest[..next]);
        if rest.as_bytes()[next] == b'[' {
            let colon = next + rest[next..].find(':').expect("a mark has a label");
            open.push(marks.len());
            marks.push(Mark { label: rest[next + 1..colon].to_owned(), start: text.len(), end: 0 });
            rest = &rest[colon + 1..];
        } else {
            marks[open.pop().expect("a mark that closes was opened")].end = text.len();
            rest = &rest[next + 1..];
        }
    }
    text.push_str(rest);
    (text, marks)
}

/// The words that `claim` covers, without marks at the edges, stretches divided by " … ".
fn words(article: &Annotations, claim: &Claim) -> String {
    let pieces: Vec<_> = claim.span.iter().map(|&span| bare(article.document.slice(span))).collect();
    pieces.join(" … ")
}

/// `text` without marks at its edges.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && c != '$' && c != '%' && c != '£')
}

/// Compares what was found with what was marked in each of `cases`, and reports all that differ.
fn check_all(
    cases: &[&str],
    find: impl Fn(&Annotations) -> Vec<String>,
    expect: impl Fn(&str, &Mark) -> Option<String>,
) {
    let mut wrong = Vec::new();
    for case in cases {
        let (text, marks) = read_marks(case);
        let expected: Vec<String> = marks.iter().filter_map(|mark| expect(&text, mark)).collect();
        let found = find(&annotate(Input::plain(text)));
        if found != expected {
            wrong.push(format!("{case}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// Checks that the claims are the marked stretches and no others.
fn check_spans(cases: &[&str]) {
    check_all(
        cases,
        |article| article.claims.iter().map(|claim| words(article, claim)).collect(),
        |text, mark| Some(bare(&text[mark.start..mark.end]).to_owned()),
    );
}

/// Checks that the claims are the marked stretches, each with the claimant and stance of its label: `[named denies:...]`.
fn check_stances(cases: &[&str]) {
    check_all(
        cases,
        |article| {
            let describe = |claim: &Claim| {
                let (kind, stance) = (wire::claimant_kind(claim.claimant.kind), wire::stance(claim.stance));
                format!("{kind} {stance}: {}", words(article, claim))
            };
            article.claims.iter().map(describe).collect()
        },
        |text, mark| Some(format!("{}: {}", mark.label, bare(&text[mark.start..mark.end]))),
    );
}

/// Checks the links of denial and dispute: `[a:...]` is a claim, `[b denies a:...]` one that denies it and no other.
fn check_links(cases: &[&str]) {
    let mut wrong = Vec::new();
    for case in cases {
        let (text, marks) = read_marks(case);
        let article = annotate(Input::plain(text.clone()));
        let find = |mark: &Mark| {
            let overlap = |claim: &Claim| {
                let span = claim.span[0];
                (span.end as usize).min(mark.end).saturating_sub((span.start as usize).max(mark.start))
            };
            let best = (0..article.claims.len()).max_by_key(|&at| overlap(&article.claims[at]));
            best.filter(|&at| 2 * overlap(&article.claims[at]) > mark.end - mark.start)
        };
        let mut expected = Vec::new();
        for mark in &marks {
            let mut label = mark.label.split(' ');
            let Some(from) = find(mark) else {
                expected.push(format!("no claim at “{}”", &text[mark.start..mark.end]));
                continue;
            };
            if let (Some(kind), Some(names)) = (label.nth(1), label.next()) {
                for name in names.split(',') {
                    let other = marks.iter().find(|other| other.label.split(' ').next() == Some(name));
                    let to = other.and_then(&find);
                    expected.push(format!("{from} {kind} {to:?}"));
                }
            }
        }
        let mut found = Vec::new();
        for (from, claim) in article.claims.iter().enumerate() {
            for link in &claim.links {
                match link.kind {
                    LinkKind::Denies => found.push(format!("{from} denies {:?}", Some(link.to as usize))),
                    LinkKind::Disputes => found.push(format!("{from} disputes {:?}", Some(link.to as usize))),
                    _ => {}
                }
            }
        }
        expected.sort();
        found.sort();
        if found != expected {
            let claims: Vec<_> = (article.claims.iter().enumerate())
                .map(|(at, claim)| format!("{at} {} “{}”", wire::stance(claim.stance), words(&article, claim)))
                .collect();
            wrong.push(format!("{case}\n  expected {expected:?}\n  found    {found:?}\n  claims   {claims:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// Checks the hedges of all claims: `[epistemic:may]`.
fn check_hedges(cases: &[&str]) {
    check_all(
        cases,
        |article| {
            let hedges = article.claims.iter().flat_map(|claim| &claim.hedges);
            let describe = |hedge: &sourcelight::claim::Hedge| {
                format!("{}: {}", wire::hedge_kind(hedge.kind), article.document.slice(hedge.span))
            };
            hedges.map(describe).collect()
        },
        |text, mark| Some(format!("{}: {}", mark.label, &text[mark.start..mark.end])),
    );
}

/// Checks the evidence of all claims: `[number:40]`.
fn check_evidence(cases: &[&str]) {
    check_all(
        cases,
        |article| {
            let evidence = article.claims.iter().flat_map(|claim| &claim.evidence);
            let describe = |evidence: &sourcelight::claim::Evidence| {
                format!("{}: {}", wire::evidence_kind(evidence.kind), article.document.slice(evidence.span))
            };
            evidence.map(describe).collect()
        },
        |text, mark| Some(format!("{}: {}", mark.label, &text[mark.start..mark.end])),
    );
}

#[test]
fn denial_goes_to_what_is_denied() {
    check_links(&[
        "Mayor Ana Ruiz claims that Norland -- through its agents -- [a:staged both the riot] and [b:the raid on a depot] that led to the strike.\n\n[c denies a,b:Both claims Norland denies.]",
        "Police said [x:the road was closed]. Prosecutors [a:accuse Jane Doe of fraud]. [b denies a:Doe denies the charge.]",
        "Prosecutors [a:accuse Jane Doe of fraud]. [b denies a:Doe has repeatedly denied the allegation.]",
        "Prosecutors [a:accuse Jane Doe of taking bribes]. [b denies a:Doe denied any wrongdoing.]",
        "Senator Tom Hale [a:accused the bank of hiding losses]. [b denies a:The bank rejected the accusation.]",
        "Ruritania says [a:Norland bombed the port], [b denies a:a charge Norland denies].",
        "Opposition leader Ivan Petrov claims that [a:the army shot at villagers]. [b denies a:The army denied the claim.]",
        "The union alleges that [a:managers falsified the records]. [b denies a:Managers deny it.]",
        "Kate Moss, a clerk, alleges that [a:Harold Lane assaulted her]. [b denies a:Lane denies the allegations.]",
        "Norland claims that [a:Ruritania poisoned the river]. [b denies a:“That is a lie,”] said Ruritanian foreign minister Pavel Novak.",
        "Norland claims that [a:Ruritania poisoned the river]. “[b denies a:The allegations are baseless],” said Pavel Novak, the foreign minister.",
        "The ministry said [a:40 people died in the flood]. [b disputes a:Doctors disputed the figure.]",
        "The ministry said [a:40 people died in the flood]. [b disputes a:Opposition leaders questioned the toll.]",
        "Witnesses accused [x:the guards of beating prisoners]. The prison is in the north of the country. [b denies x:Officials denied the accusation.]",
        "Prosecutors [a:accuse Jane Doe of fraud], [b denies a:which she denies].",
        "Jane Doe is [a:accused of stealing $2 million]. [b denies a:She denies the charge.]",
        "Paul Kerr [a:was accused of killing two hikers]. [b denies a:Kerr denied involvement.]",
        "The group alleges that [a:the company dumped waste in the lake]. The company denied that [b denies a:it dumped waste].",
        "Campaigners [a:accused Acme of polluting the river]. Acme rejected claims that [b denies a:it polluted the river].",
        "Prosecutors say [a:Paul Kerr took bribes]. [b denies a:Kerr maintains his innocence.]",
        "Prosecutors say [a:Paul Kerr took bribes]. [b denies a:Kerr has pleaded not guilty.]",
        "Prosecutors say [a:Paul Kerr took bribes]. His lawyer said [b denies a:the claims were without merit].",
        "Prosecutors say [a:Paul Kerr took bribes]. [b denies a:Kerr called it a lie.]",
        "Prosecutors say [a:Paul Kerr took bribes]. “[b denies a:These are lies],” Kerr said.",
        "Prosecutors say [a:Paul Kerr took bribes]. Kerr told the court [b denies a:he took no money].",
        "Prosecutors say [a:Paul Kerr took bribes]. [b denies a:Denying the charges], Kerr said [c:he was tired].",
        "The mayor says [a:30,000 people came to the fair]. Police said [b disputes a:that figure was too high].",
        "Maria Lopez says [x:the school opened in 1990]. Parents [a:accused the school of ignoring complaints]. [b denies a:The school denied the accusations.]",
    ]);
}

#[test]
fn denial_of_what_the_article_does_not_state_has_no_link() {
    check_links(&[
        "The river rose by two metres. [b:The minister denied the allegations.]",
        "Jane Doe said prices had fallen. [b:The court denied bail to Tom Hale.]",
        "Prosecutors [a:accuse Jane Doe of fraud]. The court denied her request for bail.",
        "The council approved the plan. [b:Acme denied any wrongdoing.]",
        "Norland claims that [a:Ruritania bombed the port] and [c:burned the fleet]. It was a cold day in the capital.",
        "[x:Three houses burned down on Friday]. [y:The storm killed two people]. [b:The mayor denies both claims.]",
        "Senator Tom Hale [a:accused the bank of hiding losses]. The board rejected the offer.",
        "Jane Doe [a:accused Acme of fraud]. Acme did not deny the allegation.",
        "Jane Doe said [a:the bridge was safe]. Paul Kerr denied that [b:he had met the queen].",
        "Prosecutors [a:accuse Jane Doe of fraud]. Rain fell all day. Shops stayed shut. Trains were late. The match was called off. Schools closed early. Buses stopped at noon. [b:Paul Kerr denied it.]",
        "The museum challenged visitors to find the painting. Nobody questioned the guards.",
        "Norland never intended to win the cup.",
    ]);
}

#[test]
fn clauses_that_stand_by_themselves_are_claims_of_their_own() {
    check_spans(&[
        "[x:The mayor resigned on Friday] and [x:the council named a successor].",
        "[x:The company cut 300 jobs] but [x:kept its factory open].",
        "Although [x:prices fell], [x:sales rose by a third].",
        "[x:Sales rose by a third], although [x:prices fell].",
        "[x:The team won the cup]; [x:its fans filled the square].",
        "[x:Kolm is a port], even though [x:it is formally part of a nature reserve].",
        "However, [x:the bridge was never repaired].",
        "In Paris, [x:the talks ended without a deal].",
        "[x:In 2019, the bank lost $4 million].",
        "[x:Smith and Jones were arrested in May].",
        "[x:The fire killed and injured dozens].",
        "Officials said that [x:the dam had burst] and that [x:two villages were flooded].",
        "A spokesman said [x:the plant was safe] but that [x:tests would continue].",
        "“[x:We lost the house],” Maria Lopez said. “[x:The roof fell in].”",
        "[x:The storm, which formed on Sunday, killed two people].",
        "[x:The firm hired Tom Hale], [x:a lawyer convicted of fraud in 2010].",
        "While [x:unemployment fell], [x:wages did not rise].",
        "“[x:That figure is wrong],” Maria Lopez said.",
        "The union said that [x:figures were wrong].",
        "The police chief said [x:he knew that Smith and Jones had lied].",
        "[x:The man who shot the mayor and fled to Norland was arrested].",
        "[x:When the rain stopped, the players returned to the field].",
        "[x:Because the pump failed, the cellar flooded].",
        "After [x:the army sent troops to the border].",
        "[x:The museum opened in 1901]; [x:it closed during the war], and [x:it reopened in 1950].",
        "[x:Protesters burned cars] and [x:threw stones at police].",
        "[x:Ruritania and Norland signed a treaty in 1990], but [x:the border stayed closed].",
    ]);
}

#[test]
fn quote_in_two_stretches_is_one_claim() {
    for text in
        ["“The roof,” Maria Lopez said, “was never repaired.”", "“The plan,” said Tom Hale, “failed last year.”"]
    {
        let article = annotate(Input::plain(text));
        let pieces: Vec<_> = article.claims.iter().map(|claim| claim.span.len()).collect();
        assert_eq!(pieces, [2], "{text}");
    }
}

#[test]
fn claimant_is_the_source_and_stance_follows_the_verb() {
    check_stances(&[
        "Prosecutors [unnamed alleges:accused Tom Hale of bribery].",
        "[vague alleges:Tom Hale was charged with murder].",
        "A senior official said [unnamed asserts:the road was closed].",
        "Critics say [vague asserts:the plan is too expensive].",
        "It is widely believed that [vague asserts:the king is ill].",
        "According to the 2019 report, [document asserts:the dam was unsafe].",
        "The study found that [document asserts:children slept less].",
        "Jane Doe [named commits:vowed to appeal the ruling].",
        "The union has [unnamed commits:threatened to strike in June].",
        "The bank [unnamed predicts:expects a recession].",
        "“[named commits:We will rebuild the bridge],” said mayor Ana Ruiz.",
        "“[named predicts:It will rain tomorrow],” said mayor Ana Ruiz.",
        "Paul Kerr said [named commits:he would resign in May].",
        "Paul Kerr said [named predicts:prices would rise in May].",
        "[unnamed disputes:Experts questioned the figure].",
        "“[named denies:I never took a bribe],” said Tom Hale.",
        "“[named denies:We did not kill anyone],” Tom Hale said.",
        "“[named asserts:The bridge is not safe],” Tom Hale said.",
        "Tom Hale claims that [named alleges:Norland sank the ship].",
        "Tom Hale claims [named asserts:he won the race].",
        "Police alleged that [unnamed alleges:Jane Doe stole the painting].",
        "The government [unnamed alleges:blamed rebels for the attack].",
        "[author asserts:The bridge was never repaired].",
        "“[named asserts:The tax is unfair],” said Jane Doe.",
        "[author asserts:The court rejected the appeal].",
        "The company denied that [unnamed denies:it had cut corners].",
        "Jane Doe admitted that [named asserts:she had lied].",
        "[author asserts:The mayor urged residents to stay home].",
        "[author predicts:The shop will close in May].",
        "Norland says [named asserts:its ships were attacked by Ruritania].",
    ]);
}

#[test]
fn what_states_nothing_is_no_claim() {
    check_spans(&[
        "Norland",
        "You Might Like",
        "Advertisement",
        "Jane Doe reports.",
        "Tom Hale reports from Kolm.",
        "Photo Credit: Norland News Agency",
        "By Jane Doe",
        "Read more",
        "Was the bridge safe?",
        "“Why did the bridge fall?” asked Jane Doe.",
        "“No,” said Tom Hale.",
        "“Thank you very much,” said Tom Hale.",
        "“Good morning, everybody,” said Tom Hale.",
        "Not on Sundays.",
        "A long way from home.",
        "(SOUNDBITE) (English) MAYOR ANA RUIZ, SAYING:",
        "[x:Storm shuts the port of Kolm]\n\n[x:The port of Kolm was shut on Friday.]\n\nStorm shuts the port of Kolm\n\nPublished on May 3",
        "[x:The port was shut.]\n\nSign up for our newsletter",
        "[x:The port was shut.]\n\nRelated articles",
        "[x:The port was shut.]\n\nShare this article",
        "[x:The port was shut.]\n\nJane Doe reports.",
        "[x:The port was shut.]\n\nCopyright 2019 Norland News. All rights reserved.",
    ]);
}

#[test]
fn hedges_are_marked_by_kind() {
    check_hedges(&[
        "The dam [epistemic:may] burst.",
        "On May 3 the dam burst.",
        "The road was [epistemic:probably] closed.",
        "The king [evidential:reportedly] left the palace.",
        "The bank lost [approximator:about] 40 million dollars.",
        "The film is about a dog.",
        "[approximator:Hundreds] of sheep drowned.",
        "The team was [booster:never] beaten.",
        "This was [booster:never, ever] a secret.",
        "The deal ends [condition:if talks fail].",
        "The shop will stay open [condition:unless the owner retires].",
        "The pump [epistemic:appears to] work.",
        "Sales rose by [approximator:nearly] 40 percent.",
        "The town is home to [approximator:more than] 3,000 people.",
        "The vote was [booster:clearly] rigged.",
        "The men were [booster:undoubtedly] guilty.",
        "The ship [epistemic:might] sink.",
        "The mine is [evidential:allegedly] unsafe.",
        "The town is considered a resort by the ministry.",
        "The wall was [approximator:partly] destroyed.",
        "The cause is [epistemic:unclear].",
    ]);
}

#[test]
fn evidence_is_marked_by_kind() {
    check_evidence(&[
        "The fire destroyed [number:40] houses.",
        "The bank lost [number:$4 million].",
        "Rents rose by [number:7 percent].",
        "The bridge opened in 1990.",
        "The flood came on May 3.",
        "According to [document:the 2019 report], the dam was unsafe.",
        "[document:A study] showed that children slept less.",
        "[document:The audit] found that the money was gone.",
        "[eyewitness:Witnesses] said the car was red.",
        "“I [eyewitness:saw] the car,” said Paul Kerr.",
        "[official:Police] said the road was closed.",
        "[official:A spokesman] said the plant was safe.",
        "[expert:Experts] said the wall was old.",
        "[expert:A geologist] said the hill was moving.",
        "[media:Video] shows the car in the river.",
        "[media:Footage] showed a burning bus.",
        "Jane Doe said the road was closed.",
        "The roof fell in.",
        "[official:The ministry] said [number:40] people died.",
        "Norland won the cup.",
    ]);
}
