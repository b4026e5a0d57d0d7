//! Quotes in small made-up cases; the expected spans are marked in the text.

use sourcelight::{Annotations, Input, Span, annotate};

/// A text with its marks taken out, and the spans that were marked.
struct Marked {
    text: String,
    /// Role ("content", "source", "cue") with the quote's letter after it if there is more than one quote: "contentb".
    spans: Vec<(String, Span)>,
}

/// Reads `[role:words]` marks; brackets without a role stay in the text.
fn read_marks(marked: &str) -> Marked {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut open: Vec<(String, u32)> = Vec::new();
    let mut rest = marked;
    while let Some(character) = rest.chars().next() {
        if character == '['
            && let Some((role, after)) = rest[1..].split_once(':')
            && ["content", "source", "cue"].iter().any(|name| role.starts_with(name))
            && role.len() <= 8
        {
            open.push((role.to_owned(), text.len() as u32));
            rest = after;
        } else if character == ']' && !open.is_empty() {
            let (role, start) = open.pop().expect("just seen");
            spans.push((role, Span::new(start, text.len() as u32)));
            rest = &rest[1..];
        } else {
            text.push(character);
            rest = &rest[character.len_utf8()..];
        }
    }
    spans.sort_by_key(|(_, span)| *span);
    Marked { text, spans }
}

/// The words of a quote's parts.
fn show(article: &Annotations, content: &[Span], source: &[Span], cue: &[Span]) -> String {
    let words = |spans: &[Span]| {
        let words: Vec<_> = spans.iter().map(|span| article.document.slice(*span)).collect();
        words.join(" | ").replace('\n', "/")
    };
    format!("content: {}; source: {}; cue: {}", words(content), words(source), words(cue))
}

/// Checks that exactly the marked quotes are found in each of `cases`.
#[track_caller]
fn check_quotes(cases: &[&str]) {
    let wrong: Vec<String> = cases.iter().filter_map(|case| find_difference(case)).collect();
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// What is found in `marked` and what was expected, where they differ.
fn find_difference(marked: &str) -> Option<String> {
    let Marked { text, spans } = read_marks(marked);
    let mut letters: Vec<String> =
        spans.iter().filter_map(|(role, _)| role.strip_prefix("content").map(str::to_owned)).collect();
    letters.dedup();
    letters.sort();
    letters.dedup();
    let article = annotate(Input::plain(text));
    let mut expected: Vec<String> = Vec::new();
    for letter in &letters {
        let with = |name: &str| -> Vec<Span> {
            spans.iter().filter(|(role, _)| *role == format!("{name}{letter}")).map(|(_, span)| *span).collect()
        };
        expected.push(show(&article, &with("content"), &with("source"), &with("cue")));
    }
    let mut found: Vec<String> =
        (article.quotes.iter()).map(|quote| show(&article, &quote.content, &quote.source, &quote.cue)).collect();
    expected.sort();
    found.sort();
    (found != expected).then(|| {
        format!(
            "{marked}
  found {found:#?}
  expected {expected:#?}"
        )
    })
}

/// Checks that the quotes of `text` have these entities, "-" for none.
#[track_caller]
fn check_speakers(text: &str, expected: &[&str]) {
    let article = annotate(Input::plain(text));
    let found: Vec<&str> = (article.quotes.iter())
        .map(|quote| quote.entity.map_or("-", |entity| article.entities.entities[entity as usize].name.as_str()))
        .collect();
    let quotes: Vec<String> =
        (article.quotes.iter()).map(|quote| show(&article, &quote.content, &quote.source, &quote.cue)).collect();
    assert_eq!(found, expected, "{text}\n{quotes:#?}");
}

#[test]
fn quotation_takes_the_source_beside_it() {
    check_quotes(&[
        "“[content:We will act,]” [source:Jane Doe] [cue:said].",
        "‘[content:We will act,]’ [cue:said] [source:Jane Doe], the mayor of Leeds.",
        "[source:Amina Bello] [cue:told] reporters: “[content:The road is open.]”",
        "\"[content:Why did nobody call?]\" [source:she] [cue:asked].",
        "[source:Smith], 45, [cue:said], \"[content:We lost everything.]\"",
        "“[content:The bill is dead,]” [cue:wrote] [source:Rajesh Kumar] on Monday.",
        "[source:Ms Okafor], who runs the clinic, [cue:added]: “[content:Nobody came.]”",
        "Asked about the delay, [source:Dr. Patel] [cue:replied], “[content:Ask the ministry.]”",
        "“[content:It was a mistake,]” [cue:tweeted] [source:the actor].",
        "[source:The company] [cue:said] in a statement on Friday: “[content:We regret the error.]”",
        "‘[content:Rates will fall soon]’, [cue:says] [source:minister]",
        "“[content:Stop!]” [cue:shouted] [source:the officer].",
    ]);
}

#[test]
fn name_after_a_dash_signs_the_quotation() {
    check_quotes(&[
        "Readers wrote to us.\n“[content:The plan is bad for all who live here.]” [cue:―] [source:Jane Doe]",
        "Readers wrote to us.\n“[content:The plan is bad for all who live here.]”\n[cue:—] [source:Jane Doe], a farmer",
        "Readers wrote.\n“[contenta:The plan is bad for us.]” [cuea:–] [sourcea:Jane Doe].\n“[contentb:It helps nobody in the town.]” [cueb:–] [sourceb:Tom Hale].",
        "“[content:The plan is bad,]” [source:she] [cue:said] – and left.",
    ]);
}

#[test]
fn verb_before_the_speaker_and_a_colon() {
    check_quotes(&[
        "The reform is old. [cue:Said] [source:Ellis]: “[content:I do not get the sense that she is interested.]”",
    ]);
}

#[test]
fn soundbites_and_speaker_lines() {
    check_quotes(&[
        "(SOUNDBITE) (English) [source:MAYOR JANE DOE], [cue:SAYING]: \"[content:We will rebuild this bridge.]\" Crews worked through the night.",
        "(SOUNDBITE) (Spanish) [source:RESIDENT, ANA PEREZ], [cue:SAYING]: \"[content:The water came at night.\n\nWe lost the house.]\" The river has since fallen.",
        "(SOUNDBITE) (French) [source:FRENCH FINANCE MINISTER PAUL DURAND], [cue:SAYING].\n\n\"[content:No.\n\nWe said no.]\" Markets fell after his remarks.",
        "[source:MAYOR JANE DOE], [cue:SAYING]: \"[content:The dam held.]\"",
        "(SOUNDBITE) [source:SHOPKEEPER ALI KHAN] [cue:SAYING] \"[content:I sold nothing today.]\"",
        "[sourcea:SMITH][cuea::] [contenta:We looked at the road for a year.]\n\n[sourceb:JONES][cueb::] [contentb:And what did you find there?]",
        "[sourcea:Q][cuea::] [contenta:When did you hear of it?]\n\n[sourceb:A][cueb::] [contentb:On the radio, the next day.]",
        "[source:KOFI MENSAH, FARMER] (in Twi)[cue::] \"[content:The rain came late this year.]\"",
        "[source:REPORTER][cue::] \"[content:Will you resign over this?]\"",
        "[sourcea:HOST][cuea::] [contenta:Good evening to you both.]\n\n[sourceb:MAYOR DOE][cueb::] [contentb:Thank you for having me.]\n\n[sourcec:HOST][cuec::] [contentc:Is the bridge safe?]",
        "“[content:The bridge is safe.]\n\n“[content:It was built in 1960.]\n\n“[content:We checked every bolt,]” [source:the engineer] [cue:said].",
        "[source:The engineer] [cue:said]: “[content:The bridge is safe.]\n\n“[content:It was built in 1960.]”\n\nTraffic is light.",
        "[source:The chief] [cue:said]:\n\n“[content:We found no sign of a fire.]”\n\nThe search goes on.",
        "UPDATE: The road is closed until Monday.",
        "WATCH: Crowds gather in the square as night falls.",
        "The score was Leeds: 2, York: 1 after an hour of play.",
        "(SOUNDBITE) (English) [source:UNIDENTIFIED WOMAN], [cue:SAYING]: \"[content:He called it a 'gift.'\n\nIt was no gift.]\" The man left town.",
        "[source:John Smith][cue::] “[content:We will win.]”",
        "‘[content:I never saw the letter.]\n\n‘[content:Nobody showed it to me,]’ [cue:said] [source:Mr Hughes].",
        "(SOUNDBITE) (Hausa) [source:TRADER, MUSA IBRAHIM], [cue:SAYING]: \"[content:The market is empty.]\"\n\nThousands have left the town.",
    ]);
    check_speakers(
        "Ana Perez lives by the river.\n\n(SOUNDBITE) (Spanish) RESIDENT, ANA PEREZ, SAYING: \"The water came at night.\"",
        &["Ana Perez"],
    );
    check_speakers(
        "Mayor Jane Doe toured the site.\n\n(SOUNDBITE) (English) MAYOR JANE DOE, SAYING.\n\n\"No.\n\nWe will stay.\" She left at noon.",
        &["Jane Doe"],
    );
}

#[test]
fn parenthetical_cues_part_the_content() {
    check_quotes(&[
        "[content:The plan], [source:she] [cue:said], [content:would cost too much].",
        "[content:The road is open], [source:he] [cue:says], and [content:the school will follow].",
        "[content:The dam], [source:engineers] [cue:warned], [content:could fail within days].",
        "[content:Farmers were paid late], [source:Mr Rao] [cue:said], but [content:the money has come].",
        "[content:The fire began in a shed], [cue:according to] [source:the police], and [content:reached the roof].",
        "[content:It is time], [source:the bishop] [cue:argued], [content:to forgive them].",
        "[content:The vaccine is safe], [source:the ministry] [cue:insists], and [content:millions have had it].",
        "[content:The talks have failed], [source:one diplomat] [cue:said].",
        "[content:The talks have failed], [cue:said] [source:one diplomat].",
        "[content:The talks have failed], [cue:said] [source:Kofi Mensah], a diplomat.",
        "[content:The bank], [source:it] [cue:said], [content:had lost 3 million files].",
        "[content:Prices will rise again], [source:the report] [cue:said].",
        "[content:Two men were held], [cue:according to] [source:the army].",
        "[cue:According to] [source:the army], [content:two men were held].",
        "[content:Two men], [cue:according to] [source:the army], [content:were held].",
        "[content:He had never met them], [source:Ms Lee] [cue:told] the court.",
        "[content:The votes were counted twice], [source:officials] [cue:said] on Monday.",
        "[content:The club], [source:fans] [cue:say], [content:needs a new owner].",
        "[content:She was tired], [source:she] [cue:said], wiping her face.",
        "[content:The mine is closed], [source:the owners] [cue:said], and [content:it will stay closed].",
    ]);
}

#[test]
fn organisations_speak() {
    check_quotes(&[
        "[source:The WHO] [cue:says] [content:the outbreak is over].",
        "[source:The WHO leadership] [cue:said] [content:its work was done].",
        "[source:The Bank of England] [cue:warned] [content:that prices would rise].",
        "[source:The Road Hauliers’ Association] [cue:said] [content:fares would rise].",
        "[source:Kenya’s ministry of health] [cue:said] [content:the clinic was closed].",
        "[source:The African National Congress] [cue:denied] [content:the report].",
        "[source:Reuters] [cue:reported] [content:that the minister had resigned].",
        "[source:NATO] [cue:confirmed] on Tuesday [content:that two jets had crashed].",
        "[source:A spokesman for Tata Steel] [cue:said] [content:the plant was safe].",
        "[source:The union and the council] [cue:agreed] [content:that pay should rise].",
        "[source:The study] [cue:found] [content:that tea helps].",
        "[cue:According to] [source:a study by the institute], published in May, [content:wages fell].",
        "[cue:According to] [source:the police], who came at noon, [content:two men were held].",
        "[cue:According to] [source:Anna Berg], the mayor, [content:the bridge is safe].",
        "[cue:According to] [source:the army], [content:two men, both farmers, were held].",
        "[source:The mayor, Jane Doe], [cue:said] [content:the bridge was safe].",
        "“[content:The bridge is safe,]” [cue:said] [source:the bank’s founder, Kofi Mensah].",
        "[source:The NGO] [cue:called on] [content:Uganda to free them].",
        "[source:The FBI] [cue:declined] [content:to comment].",
        "[source:Amnesty International] [cue:accused] [content:the army of killing civilians].",
        "[source:The court] [cue:ruled] [content:that the vote was void].",
        "[source:BJP leaders] [cue:claimed] [content:that the figures were wrong].",
    ]);
    check_speakers("The Lagos Bus Union (LBU) met on Monday. The LBU says fares will rise.", &["Lagos Bus Union"]);
    check_speakers(
        "The National Farmers Front (NFF) marched in Nairobi. The NFF leadership said its members would stay.",
        &["National Farmers Front"],
    );
    check_speakers("Acme Steel Inc. cut 300 jobs. The company said demand had fallen.", &["Acme Steel Inc."]);
    check_speakers("The United Nations met in Geneva. The UN said that the talks had failed.", &["United Nations"]);
    check_speakers("Oxfam works in Yemen. It said that the camps were full.", &["Oxfam"]);
}

#[test]
fn fragments_make_mixed_quotes_and_scare_quotes_none() {
    check_quotes(&[
        "[source:She] [cue:said] [content:the plan was “a bad joke” from the start].",
        "[source:The judge] [cue:called] [content:the evidence “thin at best”].",
        "[source:Mr Singh] [cue:said] [content:that he was “very sorry”].",
        "[source:Critics] [cue:described] [content:the law as “cruel”].",
        "[source:He] [cue:vowed] [content:to “finish the job”].",
        "The so-called “peace wall” runs through the town.",
        "The band played “Yesterday” and left.",
        "Her novel “The Long Way Down” won the prize.",
        "The word “siege” comes from French.",
        "He is known as “the Fox” in his village.",
        "[source:The judge] [cue:called] [content:the plan a joke].",
        "[source:Ann Lee] [cue:called] [content:half of her rival’s voters “deplorable”].",
        "[content:The deal failed], [source:Jane Doe], 45, [cue:said].",
        "Regarding the use of public money, [source:the mayor] (left) [cue:said] [content:it was gone].",
        "The owner called police on Monday.",
        "The strike found no support.",
        "They drove through ‘no-go’ areas at night.",
        "The “winner” took nothing home.",
        "A film titled “We Will Not Go Back Again Ever” opened in Pune.",
        "Muhammad “Bobby” Iqbal opened a second shop.",
        "[source:Jones] [cue:said] [content:the “deep state” did not exist].",
        "[source:The minister] [cue:denied] [content:that the camp was a “prison”].",
        "[cue:According to] [source:the file], [content:the man was “a known thief”].",
        "[content:The cut was “brutal”], [source:the union] [cue:said].",
        "Protesters carried candles past the ‘Peace Palace’ in silence.",
        "[source:Ms Adeyemi] [cue:says] [content:the ‘ghost workers’ cost the state millions].",
    ]);
}

#[test]
fn split_and_floating_quotations() {
    check_quotes(&[
        "“[content:We will go,]” [source:he] [cue:said], “[content:and we will win.]”",
        "“[content:We will go,]” [source:he] [cue:said]. “[content:Then we will win.]”",
        "‘[content:It is late,]’ [cue:said] [source:Ms Brown]. ‘[content:We should stop.]’",
        "\"[content:Well,]\" [source:she] [cue:said], smiling, \"[content:we tried.]\"",
        "“[content:No,]” [cue:said] [source:Ali]. “[content:Never. Not while I live.]”",
        "“[contenta:We lost the crop,]” [sourcea:[sourceb:Kamau]] [cuea:said].\n\n“[contentb:Next year will be worse.]”",
        "“[contenta:We lost the crop,]” [sourcea:Kamau] [cuea:said].\n\n“[contentb:So did we,]” [sourceb:Otieno] [cueb:said].",
        "“[content:The road,]” [source:he] [cue:added], “[content:is closed.]”",
        "“[content:Why now?]” [source:she] [cue:asked]. “[content:What has changed?]”",
        "“[content:That is a lie!]” [source:Mr Dube] [cue:shouted]. “[content:Sit down!]”",
        "“[content:I saw it,]” [cue:said] [source:the boy], who is 12. “[content:It was red.]”",
        "“[content:I saw it,]” [source:the boy] [cue:told] police on Friday. “[content:It was red.]”",
        "[source:The boy] [cue:said]: “[content:I saw it.]”",
        "“[contenta:Yes,]” [sourcea:he] [cuea:said]. He sat down. Then [sourceb:she] [cueb:said], “[contentb:No.]”",
        "“[content:It rains]”, [cue:said] [source:Tom], “[content:all the time]”.",
        "“[content:Go home,]” [source:they] [cue:chanted]. “[content:Go home!]”",
        "“[contenta:We are full,]” [sourcea:[sourceb:Dr Nkosi]] [cuea:said]. The ward has 20 beds.\n\n“[contentb:We turn people away every single day.]”",
        "[source:Lopez] [cue:said], “[content:One,]” and “[content:Two.]”",
        "“[content:First,]” [source:Rao] [cue:said], “[content:we dig.]” Then they dug.",
    ]);
}

#[test]
fn indirect_content_ends_where_the_clause_does() {
    check_quotes(&[
        "[source:The mayor] [cue:said] [content:the bridge was safe].",
        "[source:The mayor] [cue:said] [content:that the bridge was safe and that work would start].",
        "[sourcea:[sourceb:The president]] [cuea:has threatened] [contenta:to cut aid] but [cueb:also says] [contentb:he wants talks].",
        "[sourcea:[sourceb:The army]] [cuea:said] [contenta:two men died], [cueb:adding] [contentb:that ten were hurt].",
        "[source:She] [cue:said] [content:the bridge was safe], pointing at the river.",
        "[source:He] [cue:says] [content:prices will fall], which nobody believes.",
        "[source:Police] [cue:asked] [content:whether he had seen the car].",
        "[source:The firm] [cue:promised] [content:to pay the workers].",
        "[source:Doctors] [cue:urged] [content:people to stay at home].",
        "[source:The minister] [cue:told] parliament [content:that the fund was empty].",
        "[source:He] [cue:told] the BBC on Monday [content:that he would resign].",
        "[sourcea:[sourceb:An official]], [sourcea:who] [cuea:asked] [contenta:not to be named], [cueb:said] [contentb:it was over].",
        "[source:The firm] [cue:promised] [content:not to cut jobs].",
        "[source:Ann Lee] [cue:doubts] [content:that prices will fall].",
        "[source:The teacher] [cue:explained] [content:why the school was closed].",
        "[source:The court] [cue:heard] nothing.",
        "[source:A senior official] [cue:said] [content:the talks would go on]; the envoy left.",
        "[source:Ministers] [cue:would not say] [content:whether the tax would rise].",
        "[content:The plant] [cue:is expected] [content:to open in May].",
        "[source:Mr Khan] [cue:claims] [content:that India began the war].",
        "[source:Zulu] [cue:admitted] [content:that he had lied to them].",
        "[source:The bishop] [cue:believes] [content:that the law is wrong].",
        "[source:Residents] [cue:fear] [content:that the dam will break].",
        "[cue:Asked] [content:whether it was true], the man left.",
        "[source:He] [cue:said] [content:nobody was hurt] (one man had a broken arm).",
        "[sourcea:He] [cuea:said] [contenta:it was over], but [sourceb:she] [cueb:said] [contentb:it was not].",
    ]);
}

#[test]
fn forms_of_many_newsrooms() {
    let passages: Vec<String> = (include_str!("quote-forms.txt").lines())
        .skip_while(|line| !line.starts_with('#'))
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.replace('/', "\n"))
        .collect();
    let passages: Vec<&str> = passages.iter().map(String::as_str).collect();
    check_quotes(&passages);
}
