//! Holds what can be read from the sources: the floors of the core, and what neither core nor browser side may do.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors of the core, lowest first: a file may use the floors below its own, and its own module.
const FLOORS: [&[&str]; 13] = [
    &["span"],
    &["document"],
    &["text", "html"],
    &["model"],
    &["block"],
    &["entity"],
    &["quote"],
    &["claim"],
    &["summary"],
    &["annotator"],
    &["wire"],
    &["export"],
    &["wasm", "bin"],
];

/// A file and its text, without what a rule should not see.
struct Source {
    /// Relative to the project's root, with `/`.
    path: String,
    /// Its lines with their numbers.
    lines: Vec<(usize, String)>,
}

/// All files under `folder` whose name ends in one of `endings`, in order.
fn find_sources(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.expect("the sources are readable").path()) {
            let is_generated = ["pkg", "node_modules"].iter().any(|name| path.ends_with(name));
            if path.is_dir() && !is_generated {
                folders.push(path);
            } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
                sources.push(read_source(root, &path));
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn read_source(root: &Path, path: &PathBuf) -> Source {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let path = path.strip_prefix(root).expect("sources lie in the project").to_string_lossy().replace('\\', "/");
    Source { path, lines: (1..).zip(text.lines().map(str::to_owned)).collect() }
}

/// The core's files without their tests and comments.
fn find_core() -> Vec<Source> {
    let mut core = find_sources("src", &[".rs"]);
    core.retain(|source| !source.path.starts_with("src/bin/"));
    assert!(core.len() > 10);
    core.into_iter().map(|source| without_comments(without_tests(source))).collect()
}

/// A Rust file up to its tests, which stand at its foot.
fn without_tests(mut source: Source) -> Source {
    let tests = source.lines.iter().position(|(_, line)| line == "#[cfg(test)]");
    source.lines.truncate(tests.unwrap_or(source.lines.len()));
    source
}

/// A file without the comments that fill a line or end one.
fn without_comments(mut source: Source) -> Source {
    let mut in_block = false;
    source.lines.retain_mut(|(_, line)| {
        let trimmed = line.trim_start();
        if in_block || trimmed.starts_with("/*") || trimmed.starts_with("<!--") {
            in_block = !(trimmed.contains("*/") || trimmed.contains("-->"));
            return false;
        }
        if let Some(comment) = line.find(" // ").or_else(|| trimmed.starts_with("//").then_some(0)) {
            line.truncate(comment);
        }
        !line.trim().is_empty()
    });
    source
}

/// Fails with every line for which `complain` has a complaint.
fn check(sources: &[Source], complain: impl Fn(&Source, &str) -> Option<String>) {
    let complaints: Vec<String> = (sources.iter())
        .flat_map(|source| source.lines.iter().map(move |line| (source, line)))
        .filter_map(|(source, (number, line))| {
            complain(source, line).map(|complaint| format!("{}:{number}: {complaint}: {}", source.path, line.trim()))
        })
        .collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// Fails with every line that holds one of `words`.
fn forbid(sources: &[Source], words: &[&str], why: &str) {
    check(sources, |_, line| words.iter().find(|word| has_word(line, word)).map(|word| format!("`{word}`: {why}")));
}

/// Whether `word` stands in `line`, not as a part of a longer name.
fn has_word(line: &str, word: &str) -> bool {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let begins_inside = word.starts_with(is_name) && before.is_some_and(is_name);
        let ends_inside = word.ends_with(is_name) && after.is_some_and(is_name);
        !begins_inside && !ends_inside
    })
}

/// The module directly under `src` that a path of the core belongs to.
fn module_of(path: &str) -> &str {
    let path = path.strip_prefix("src/").unwrap_or(path);
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// How high a module stands.
fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

#[test]
fn each_file_uses_only_lower_floors() {
    let mut sources = find_core();
    sources.retain(|source| source.path != "src/lib.rs");
    check(&sources, |source, line| {
        let module = module_of(&source.path);
        let Some(floor) = floor_of(module) else { return Some(format!("`{module}` has no floor in tests/tidy.rs")) };
        line.split("crate::").skip(1).find_map(|rest| {
            let used = rest.split(|character: char| !character.is_alphanumeric() && character != '_').next()?;
            let is_lower = used == module || floor_of(used).is_some_and(|used| used < floor);
            (!is_lower).then(|| format!("`{module}` may not use `{used}`"))
        })
    });
}

#[test]
fn core_has_no_io_no_clock_no_chance() {
    let mut core = find_core();
    forbid(
        &core,
        &[
            "std::fs",
            "std::net",
            "std::env",
            "std::thread",
            "std::process",
            "std::time",
            "std::io",
            "rand",
            "getrandom",
        ],
        "the core has no IO, clock, threads or randomness",
    );
    core.retain(|source| source.path != "src/wasm.rs");
    forbid(&core, &["println!", "eprintln!", "print!", "eprint!"], "the core does not print");
}

#[test]
fn core_does_not_put_the_order_of_a_hash_into_its_output() {
    let core = find_core();
    forbid(&core, &["HashMap", "HashSet", "RandomState"], "its order is random; FxHashMap, or BTreeMap to iterate");
    for source in &core {
        let names = find_hash_names(source);
        check(std::slice::from_ref(source), |_, line| {
            (names.iter().find(|name| iterates_over(line, name)))
                .map(|name| format!("`{name}` is a hash, whose order differs between native and wasm"))
        });
    }
}

/// The names of what holds an `FxHashMap` or `FxHashSet` in one file; those of fields with a dot before them.
fn find_hash_names(source: &Source) -> Vec<String> {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let mut names = Vec::new();
    for (_, line) in &source.lines {
        let Some((before, _)) = line.split_once("FxHash") else { continue };
        let (before, is_value) = match before.split_once(" = ") {
            Some((declared, _)) => (declared, true),
            None => (before, false),
        };
        // `let mut name: &mut FxHashMap` and `name: FxHashMap` alike: the name stands before the colon.
        let declared = before.rsplit_once(':').map_or(before, |(declared, _)| declared).trim_end();
        let start = declared.rfind(|character| !is_name(character)).map_or(0, |at| at + 1);
        let name = &declared[start..];
        let is_variable = ["let ", "static ", "fn "].iter().any(|word| before.contains(word));
        if name.is_empty() || before.contains("use ") || is_value && !is_variable {
            continue;
        }
        names.push(if is_variable { name.to_owned() } else { format!(".{name}") });
    }
    names
}

/// Whether `line` iterates over what `name` holds.
fn iterates_over(line: &str, name: &str) -> bool {
    let calls = ["iter()", "iter_mut()", "into_iter()", "keys()", "into_keys()", "values()", "values_mut()", "drain("];
    let is_called = calls.iter().any(|call| has_word(line, &format!("{name}.{call}")));
    let runs_over = line.split_once(" in ").is_some_and(|(before, list)| {
        let list = list.trim_end_matches('{').trim_end();
        let is_it =
            if name.starts_with('.') { list.ends_with(name) } else { list.trim_start_matches(['&', ' ']) == name };
        before.trim_start().starts_with("for ") && is_it
    });
    is_called || runs_over
}

#[test]
fn iteration_over_a_hash_is_seen() {
    let source = |line: &str| Source { path: String::new(), lines: vec![(1, line.to_owned())] };
    for (line, names) in [
        ("    let mut seen: FxHashMap<String, u32> = FxHashMap::default();", &["seen"][..]),
        ("    let seen = FxHashSet::default();", &["seen"]),
        ("    words: FxHashMap<Box<str>, u32>,", &[".words"]),
        ("static LIST: LazyLock<FxHashSet<&'static str>> =", &["LIST"]),
        ("use rustc_hash::FxHashMap;", &[]),
        ("            kinds: FxHashMap::default(),", &[".kinds"]),
    ] {
        assert!(find_hash_names(&source(line)).iter().eq(names.iter()), "{line}: {:?}", find_hash_names(&source(line)));
    }
    for (line, name, expected) in [
        ("for (word, count) in &seen {", "seen", true),
        ("for word in seen {", "seen", true),
        ("seen.iter().max()", "seen", true),
        ("for kind in &self.kinds {", ".kinds", true),
        ("self.kinds.keys().next()", ".kinds", true),
        ("for word in words {", ".words", false),
        ("seen.get(word).iter()", "seen", false),
        ("unseen.iter()", "seen", false),
    ] {
        assert_eq!(iterates_over(line, name), expected, "{line}");
    }
}

#[test]
fn functions_and_files_have_names_that_say_what_they_do() {
    let mut sources = find_sources("src", &[".rs"]);
    sources.extend(find_sources("xtask/src", &[".rs"]));
    sources.extend(find_sources("train/src", &[".rs"]));
    check(&sources, |source, line| {
        let vague = ["util", "helper", "manager", "misc", "common"];
        if let Some(word) = vague.iter().find(|word| source.path.contains(*word)) {
            return Some(format!("a file is named after one thing, not `{word}`"));
        }
        let name =
            line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ").strip_prefix("fn ")?;
        let vague = ["get_", "process", "handle", "do_", "perform"];
        // Names that the traits of the HTML parser prescribe.
        let prescribed = ["get_document(", "get_template_contents(", "process_token("];
        let is_prescribed = prescribed.iter().any(|known| name.starts_with(known));
        vague
            .iter()
            .find(|word| name.starts_with(*word) && !is_prescribed)
            .map(|word| format!("a function's name does not begin with `{word}`"))
    });
}

#[test]
fn files_hold_one_thing() {
    for source in find_sources("src", &[".rs"]) {
        let source = without_tests(source);
        assert!(source.lines.len() <= 500, "{}: {} lines without tests: split it", source.path, source.lines.len());
    }
}

#[test]
fn no_test_is_left_out_and_no_work_is_left_behind() {
    let mut sources = find_sources("src", &[".rs"]);
    sources.extend(find_sources("xtask/src", &[".rs"]));
    sources.extend(find_sources("www", &[".js", ".html", ".css"]));
    forbid(&sources, &["#[ignore", "TODO", "FIXME", "XXX", "debugger"], "finish it or make it an issue");
}

#[test]
fn browser_side_puts_text_in_as_text() {
    let sources: Vec<_> = find_sources("www", &[".js", ".html"]).into_iter().map(without_comments).collect();
    assert!(!sources.is_empty());
    forbid(
        &sources,
        &[
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "createContextualFragment",
            "setHTMLUnsafe",
        ],
        "text goes in by textContent",
    );
    forbid(&sources, &["eval(", "new Function"], "no code from text");
    forbid(&sources, &["CSS.highlights.clear"], "delete only our own highlights");
}

#[test]
fn browser_side_loads_nothing_from_elsewhere() {
    let sources: Vec<_> =
        find_sources("www", &[".js", ".html", ".css", ".json"]).into_iter().map(without_comments).collect();
    forbid(
        &sources,
        &["XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "RTCPeerConnection", "WebTransport"],
        "nothing leaves the device",
    );
    check(&sources, |source, line| {
        let address = line.find("http://").or_else(|| line.find("https://"))?;
        // Names of XML languages are no addresses, a link is followed by the reader alone, and a site that may be marked always is asked
        // for one by one.
        let is_name = line[address..].starts_with("http://www.w3.org/");
        let is_link = source.path.ends_with(".html") && line.contains("<a ") && !line.contains("src=")
            || source.path.contains("/manifest.") && line.contains("homepage_url");
        let is_pattern = source.path.contains("/manifest.")
            && line.contains("\"optional_host_permissions\": [\"http://*/*\", \"https://*/*\"]");
        (!is_name && !is_link && !is_pattern).then(|| "an address outside the device".to_owned())
    });
}

#[test]
fn pages_have_no_inline_code_or_style() {
    let pages: Vec<_> = find_sources("www", &[".html"]).into_iter().map(without_comments).collect();
    check(&pages, |_, line| {
        let inline_script = line.contains("<script") && !line.contains("src=");
        let inline_style = line.contains("<style") || line.contains(" style=");
        let handler = [" onclick=", " onload=", " onerror=", " oninput=", " onchange=", " onsubmit="];
        let handler = handler.iter().any(|handler| line.contains(handler));
        (inline_script || inline_style || handler).then(|| "the content policy forbids it".to_owned())
    });
}

#[test]
fn extensions_ask_for_no_more_than_they_need() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (browser, expected) in [
        ("chrome", &["activeTab", "contextMenus", "scripting", "sidePanel", "storage"][..]),
        ("firefox", &["activeTab", "contextMenus", "scripting", "storage"][..]),
    ] {
        let path = root.join(format!("www/extension/manifest.{browser}.json"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let manifest: serde_json::Value = serde_json::from_str(&text).expect("a manifest is JSON");
        let mut permissions: Vec<&str> = (manifest["permissions"].as_array())
            .expect("a manifest has permissions")
            .iter()
            .filter_map(serde_json::Value::as_str)
            .collect();
        permissions.sort_unstable();
        assert_eq!(permissions, expected, "{browser}");
        for key in ["host_permissions", "optional_permissions", "content_scripts", "web_accessible_resources"] {
            assert!(manifest.get(key).is_none(), "{browser}: no {key}");
        }
        assert!(manifest.get("externally_connectable").is_none(), "{browser}: no page may talk to it");
        let policy = manifest["content_security_policy"]["extension_pages"].as_str().unwrap_or_default();
        assert!(policy.contains("default-src 'none'"), "{browser}: {policy}");
        for loose in ["unsafe-inline", "'unsafe-eval'", "http", "*"] {
            assert!(!policy.contains(loose), "{browser}: {policy}");
        }
    }
}

#[test]
fn each_model_and_list_has_a_card() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cards = fs::read_to_string(root.join("models/README.md")).expect("models/README.md has the cards");
    for entry in fs::read_dir(root.join("models")).expect("models exists") {
        let name = entry.expect("models is readable").file_name().to_string_lossy().into_owned();
        assert!(name == "README.md" || cards.contains(&name), "models/{name} is not in models/README.md");
    }
}

#[test]
fn both_halves_of_wasm_bindgen_have_one_version() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let version_in = |manifest: &str, name: &str| {
        let text = fs::read_to_string(root.join(manifest)).expect("a manifest of this workspace");
        let line = text.lines().find(|line| line.starts_with(&format!("{name} = "))).expect("the crate is used");
        line.split('"').nth(1).expect("a version in quotes").to_owned()
    };
    let crate_version = version_in("Cargo.toml", "wasm-bindgen");
    assert!(crate_version.starts_with('='), "{crate_version} must be exact");
    assert_eq!(crate_version, version_in("xtask/Cargo.toml", "wasm-bindgen-cli-support"));
}
