//! Small made-up texts for names, kinds and who is who. Each name and each reference that matters is marked
//! `[person 1:Jane Doe]`: its kind and the number of its entity, or `-` for none.

use std::collections::BTreeMap;

use sourcelight::entity::{EntityKind, MentionForm};
use sourcelight::{Input, Span, annotate};

/// A mark in a test's text.
struct Mark {
    span: Span,
    kind: String,
    entity: String,
}

/// The text without its marks, and the marks.
fn read_marks(marked: &str) -> (String, Vec<Mark>) {
    let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), marked);
    while let Some(open) = rest.find('[') {
        let close = open + rest[open..].find(']').expect("a closing bracket");
        let (label, inside) = rest[open + 1..close].split_once(':').expect("a label before the colon");
        let (kind, entity) = label.split_once(' ').expect("a kind and a number");
        text.push_str(&rest[..open]);
        let start = text.len() as u32;
        text.push_str(inside);
        marks.push(Mark {
            span: Span::new(start, text.len() as u32),
            kind: kind.to_owned(),
            entity: entity.to_owned(),
        });
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, marks)
}

/// The name of a kind in the marks.
fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "org",
        EntityKind::Place => "place",
        EntityKind::Group => "group",
        EntityKind::Event => "event",
        EntityKind::Law => "law",
        _ => "other",
    }
}

/// Checks that the marked mentions are found with their kinds and entities, and that no other name is found.
fn check(marked: &str) {
    let (text, marks) = read_marks(marked);
    let article = annotate(Input::plain(text));
    let mentions = &article.entities.mentions;
    let mut entities: BTreeMap<&str, u32> = BTreeMap::new();
    for mark in &marks {
        let inside = mark.span.slice(&article.document.text);
        let mention = (mentions.iter().find(|mention| mention.span == mark.span)).unwrap_or_else(|| {
            let near: Vec<_> = (mentions.iter().filter(|mention| mention.span.overlaps(mark.span)))
                .map(|mention| article.document.slice(mention.span))
                .collect();
            panic!("{marked}\n  no mention “{inside}”, but {near:?}")
        });
        assert_eq!(kind_name(mention.kind), mark.kind, "{marked}\n  kind of “{inside}” ({})", mention.why);
        match (mention.entity, mark.entity.as_str()) {
            (None, "-") => {}
            (Some(entity), number) if number != "-" => {
                let known = *entities.entry(number).or_insert(entity);
                assert_eq!(
                    article.entities.entities[entity as usize].name, article.entities.entities[known as usize].name,
                    "{marked}\n  entity of “{inside}”"
                );
            }
            (entity, _) => panic!("{marked}\n  entity of “{inside}” is {entity:?}"),
        }
    }
    let ids: std::collections::BTreeSet<_> = entities.values().collect();
    assert_eq!(ids.len(), entities.len(), "{marked}\n  two numbers, one entity: {entities:?}");
    for mention in mentions.iter().filter(|mention| mention.form == MentionForm::Name) {
        let scored = !matches!(
            mention.kind,
            EntityKind::Date | EntityKind::Time | EntityKind::Money | EntityKind::Percent | EntityKind::Quantity
        );
        let known = marks.iter().any(|mark| mark.span.contains(mention.span));
        assert!(
            !scored || known,
            "{marked}\n  also found “{}” ({})",
            article.document.slice(mention.span),
            mention.why
        );
    }
}

/// Checks the name and the kind of the first entity.
fn check_name(text: &str, kind: &str, name: &str) {
    let article = annotate(Input::plain(text));
    let entity = article.entities.entities.first().expect("an entity");
    assert_eq!((kind_name(entity.kind), entity.name.as_str()), (kind, name), "{text}");
}

#[test]
fn capitals_throughout_are_the_same_names() {
    check("(SOUNDBITE) [group 1:FRENCH] PRESIDENT [person 2:MARIE LEROUX], SAYING: \"No.\"");
    check("[person 1:ANNA KOVACS] TO RESIGN\nThe minister, [person 1:Anna Kovacs], said on Monday that she would go.");
    check("[person 1:TOM BAKER], SAYING: \"Yes.\"\nLater [person 1:Baker] left.");
    check("PRIME MINISTER [person 1:JOHN OKELLO] said no. [person 1:Okello] then left.");
    check("[place 1:KENYA] VOTES\nPeople in [place 1:Kenya] went to the polls.");
    check("FLOODS HIT [place 1:MOZAMBIQUE]\nHeavy rain fell in [place 1:Mozambique] on Friday.");
    check("THE [org 1:WORLD BANK] SAYS NO\nThe [org 1:World Bank] would not lend more.");
    check("[place 1:BERLIN], May 3 - The mayor of [place 1:Berlin] resigned.");
}

#[test]
fn headlines_with_capitals_hold_no_names_but_names() {
    check("[person 1:Maria Santos] Says Taxes Will Fall Next Year\n[person 1:Santos] spoke on Monday.");
    check("Fire Kills Three Workers In [place 1:Manila] Factory\nThe fire in [place 1:Manila] began at noon.");
    check(
        "[place 1:Egypt] Opens Border After Talks With [place 2:Israel]\nThe border between [place 1:Egypt] and [place 2:Israel] is open.",
    );
}

#[test]
fn acronyms_join_their_long_forms() {
    check("The [org 1:National Transport Authority] ([org 1:NTA]) will strike. The [org 1:NTA] said so.");
    check("The [org 1:Free Farmers Union] met on Monday. Members of the [org 1:FFU] voted.");
    check("The [org 1:FFU] met on Monday. The [org 1:Free Farmers Union] has 200 members.");
    check("The [org 1:Ministry of Public Works] ([org 1:MPW]) denied it. Later the [org 1:MPW] apologised.");
    check("The [org 1:Road Hauliers' Association] ([org 1:RHA]) is angry. [org 1:RHA] drivers struck.");
    check("The [org 1:UN] met. The [org 1:United Nations] has its seat there. The [org 1:U.N.] said no.");
    check("[place 1:U.S.] troops left. The [place 1:United States] had sent them. The [place 1:US] regrets it.");
    check("The [place 1:UK] voted. [place 1:Britain] is divided.");
    check(
        "The [org 1:Inland Fisheries Commission] fined the [org 2:Coastal Trade Council]. The [org 1:IFC] was strict.",
    );
    check("The [org 1:European Union] paid. The [org 1:EU] said so. [org 2:NATO] did not.");
}

#[test]
fn titles_stand_outside_the_name() {
    check("President [person 1:Laura Mendez] met Prime Minister [person 2:Kofi Asante].");
    check("Mr. [person 1:Okonkwo] spoke to Dr [person 2:Li Wei] and Ms [person 3:Duarte].");
    check("[group 1:Turkish] Foreign Minister [person 2:Mehmet Yilmaz] was there.");
    check("Gen. [person 1:Peter Hall] and Sen. [person 2:Ruth Lang] disagreed.");
    check("Defense Secretary [person 1:Mark Olsen] resigned.");
    check("Former Vice President [person 1:Joan Price] spoke.");
    check("Sheikh [person 1:Hamad al-Farsi] and Imam [person 2:Yusuf bin Talal] prayed.");
}

#[test]
fn roles_and_pronouns_refer_to_the_one_so_introduced() {
    check(
        "President [person 1:Laura Mendez] spoke on Monday. [person 1:The president] said [person 1:she] would stay.",
    );
    check("[person 1:Jane Doe], the mayor of [place 2:Leeds], was angry. [person 1:The mayor] left early.");
    check("[person 1:David Osei] arrived late. [person 1:He] apologised, and [person 1:his] aide left.");
    check("[person 1:Helen Carter] met [person 2:Paul Diaz]. [person 1:She] thanked [person 2:him].");
    check(
        "Prime Minister [person 1:Ravi Shah] resigned. [person 1:The prime minister] gave no reason. [person 1:He] left.",
    );
    check("[person 1:The prime minister] was furious. The council acted in deference to [person 1:him].");
    check("Governor [person 1:Lucy Hale] is ill. [person 1:Her] deputy will stand in, [person 1:she] said.");
    check("[person 1:Omar Said] leads the union. The strike is over, [person 1:he] says.");
    check("[person 1:Anna Berg] is chief of the port. The ships will sail, [person 1:she] said.");
    check(
        "President [person 1:Laura Mendez] spoke. [person 2:The president] of [place 3:Norway] did not, and [person 1:Mendez] left.",
    );
    check("Secretary of Defense [person 1:James Holt] met a son of [person 2:Maria “Mia” Lopez].");
    check(
        "[person 1:The mayor], [person 1:Jane Doe], spoke. [person 1:The mayor] left, and [person 1:she] took a bus.",
    );
    check(
        "[person 1:The president] of the dockers' union, [person 1:Paul Osei], resigned. [person 1:The president] wept.",
    );
    check("Her car hit [person 1:a farmer], [person 1:Tom Hale], on Monday. [person 1:The farmer] was not hurt.");
    check("[org 1:The company], [org 1:Acme Ltd], closed. [org 1:The company] owes millions.");
    check(
        "The bank’s [person 1:chief executive], [person 1:Rosa Lind], resigned. [person 1:She] joined a rival’s [person 2:chairman].",
    );
    check(
        "[person 1:Priya Rao], the council’s [person 1:chief engineer], resigned. [person 1:The chief engineer] left.",
    );
    check("They met [person 1:Ivo Lang], [person 1:the mayor] of [place 2:Leeds]. [person 1:He] was late.");
    check("For [person 1:Ivo Lang], [person 2:the mayor] was too slow.");
    check("When [person 1:the mayor] spoke, [person 2:Jane Doe] wept.");
    check("After he met [person 1:the mayor], [person 2:Jane Doe] wept.");
    check("The lawyer [person 1:Victor Ruiz], [person 1:who] lives in [place 2:Lima], agreed.");
}

#[test]
fn pronoun_that_could_be_of_two_stays_open() {
    check(
        "[person 1:Carl Weber] sued after [person 2:Tom Hardy] and others left. A verdict is due in the case of [person 1:Weber] against [person 2:Hardy]. Nobody believes [person -:him].",
    );
}

#[test]
fn organizations_are_meant_by_their_leadership_and_nouns() {
    check("The [org 1:Northern Liberation Front] ([org 1:NLF]) agreed. [org 1:The NLF leadership] says so.");
    check("[org 1:Brightwater Energy], a power company, will close the plant. [org 1:The company] blamed costs.");
    check(
        "[person 1:Ana Silva] left [org 2:Lund University] and joined [org 3:Brightwater Ltd] on Monday. [org 3:The company] failed.",
    );
    check("The [org 1:National Farmers Party] split. [org 1:The party] lost [org 1:its] leader.");
    check("The [org 1:Harbour Commission] fined them. [org 1:The commission] said [org 1:it] would not relent.");
}

#[test]
fn surnames_join_full_names() {
    check("[person 1:Sofia Marin] won. [person 1:Marin] thanked voters.");
    check("[person 1:Ahmed al-Rashid] spoke. [person 1:Al-Rashid] left.");
    check("[person 1:George W. Hill] wrote it. [person 1:Hill] is 50. [person 1:George Hill] lives here.");
    check("[person 1:Kim Dong-su] trained hard. [person 1:Kim] won.");
    check("[person 1:Trudeau] falls\n[person 1:Adam Trudeau] fell on Monday.");
    check("[person 1:Mohammed bin Rashid] opened it. [person 1:Bin Rashid] smiled.");
}

#[test]
fn namesakes_are_kept_apart() {
    check(
        "[person 1:Anna Clark] met [person 2:Peter Clark]. Mr. [person 2:Clark] smiled. Ms. [person 1:Clark] did not.",
    );
    check(
        "[person 1:John Reed] spoke first. [person 1:Reed] left. Then [person 2:Mary Reed] spoke. [person 2:Reed] stayed.",
    );
    check("[person 1:Rosa Diaz] lives in [place 2:Diaz City]. [person 1:Diaz] is 40.");
    check(
        "[person 1:Jack Ford] drives. [person 2:Jack Moore] walks. [person 2:Moore] is slow, and [person 1:Ford] is fast.",
    );
}

#[test]
fn places_of_every_sort() {
    check("They flew from [place 1:Nairobi] to [place 2:South Korea] over the [place 3:Black Sea].");
    check("The [place 1:Orinoco River] flooded parts of [place 2:Venezuela].");
    check("It happened near [place 1:Victoria Street] in [place 2:Melbourne], [place 3:Australia].");
    check("[place 1:Halden Airport] was closed; flights went to [place 2:Oslo].");
    check("People in [place 1:Karvala], a village in [place 2:Finland], woke up.");
    check("In [place 1:Mardan] province, the army advanced.");
    check("The [place 1:Baghdad] [place 2:U.S.] embassy is shut.");
    check("[place 1:Iran]-backed fighters and [place 2:U.S.]-led forces met.");
}

#[test]
fn organizations_of_every_sort() {
    check("The [org 1:Ministry of Foreign Affairs] and the [org 2:Bank of England] agreed.");
    check("[org 1:Nordlys Shipping Ltd] and [org 2:Hale & Sons] merged.");
    check("[org 1:Reuters] and the [org 2:BBC] reported it.");
    check("She studied at [org 1:Lund University] and taught at the [org 2:University of Porto].");
    check("The [org 1:Securities and Exchange Commission] sued.");
    check("[org 1:Hezbollah] and [org 2:Hamas] said no.");
    check("The [org 1:Supreme Court] ruled against the [org 2:Egyptian Football Association].");
    check("The [org 1:Kurdistan Workers' Party] met.");
}

#[test]
fn peoples_religions_and_parties_are_groups() {
    check("[group 1:Iraqi] troops and [group 2:Americans] talked.");
    check("[group 1:Sunni] and [group 2:Shiite] leaders met [group 3:Democratic] senators.");
    check("The [group 1:Americans] left. Another [group 1:American] stayed.");
    check("[place 1:Iran] and an [group 2:Iranian] ship");
}

#[test]
fn events_and_laws_are_known_by_their_heads() {
    check("The [law 1:Clean Water Act] passed before the [event 2:Asian Games].");
    check("The [event 1:Lisbon Summit] ended.");
}

#[test]
fn ordinary_words_with_a_capital_are_no_names() {
    check("However, the talks failed. Officials said so. Many people left.");
    check("Dock workers vote to end strike\nDock workers in [place 1:Port Halden] voted on Tuesday.");
    check("Reading is fun. Nice weather, they said. Mobile phones rang.");
    check("It will be cold in May. March began well.");
    check("“Nobody knows,” they said. Critics disagree.");
    check("The Monday meeting was long. Police came.");
}

#[test]
fn entity_has_its_fullest_name_in_normal_case() {
    check_name("PRESIDENT DONALD MURPHY spoke. Murphy left.", "person", "Donald Murphy");
    check_name("Murphy spoke. Mr. Donald Murphy left.", "person", "Donald Murphy");
    check_name("The FFU met. The Free Farmers Union is old.", "org", "Free Farmers Union");
    check_name("U.S. troops left the United States.", "place", "United States");
    check_name("The PNC met on Monday.", "org", "PNC");
}

/// Checks the role that the first person of a text is given.
fn check_role(text: &str, expected: Option<&str>) {
    let article = annotate(Input::plain(text));
    let person = article.entities.entities.iter().find(|entity| entity.kind == EntityKind::Person);
    let role = person.unwrap_or_else(|| panic!("a person: {text}")).role;
    assert_eq!(role.map(|span| article.document.slice(span)), expected, "{text}");
}

#[test]
fn role_is_what_the_article_says() {
    check_role("Deputy Mayor Jane Doe opened the bridge on Monday.", Some("Deputy Mayor"));
    check_role("Jane Doe, the deputy mayor of Leeds, opened the bridge.", Some("deputy mayor of Leeds"));
    check_role("The deputy mayor of Leeds, Jane Doe, opened the bridge.", Some("deputy mayor of Leeds"));
    check_role(
        "Senator Jane Doe, a ranking member of the budget committee, voted no.",
        Some("a ranking member of the budget committee"),
    );
    check_role("The bank's founder, Jane Doe, sold her shares.", Some("The bank's founder"));
    check_role("Former Health Secretary Jane Doe has left the party.", Some("Former Health Secretary"));
    check_role("They met spokeswoman Jane Doe on Monday.", Some("spokeswoman"));
    check_role("They will ask President Jane Doe on Monday.", Some("President"));
}

#[test]
fn form_of_address_and_relative_are_no_roles() {
    check_role("On Monday Mr. John Doe left.", None);
    check_role("On Monday his wife, Jane Doe, left the house.", None);
    check_role("On Monday a man, John Doe, left the house.", None);
    check_role("John Doe, accused of murder, left the house.", None);
}
