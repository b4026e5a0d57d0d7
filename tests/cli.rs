//! The command line, run as a program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder of its own for one test, removed when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
        std::fs::remove_dir_all(&path).ok();
        std::fs::create_dir_all(&path).expect("the target folder can be written");
        Self(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).expect("the target folder can be written");
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// Runs `sourcelight annotate` with `arguments` and `stdin`.
fn annotate(arguments: &[&str], stdin: impl AsRef<[u8]>) -> Output {
    run("annotate", arguments, stdin)
}

/// Runs `sourcelight export` with `arguments` and `stdin`.
fn export(arguments: &[&str], stdin: impl AsRef<[u8]>) -> Output {
    run("export", arguments, stdin)
}

/// Runs one of the program's commands.
fn run(command: &str, arguments: &[&str], stdin: impl AsRef<[u8]>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sourcelight"))
        .arg(command)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built");
    let mut pipe = child.stdin.take().expect("stdin is piped");
    let stdin = stdin.as_ref().to_vec();
    // Written aside, so that neither side waits for the other with a full pipe.
    let writer = std::thread::spawn(move || pipe.write_all(&stdin).ok());
    let output = child.wait_with_output().expect("the program runs");
    writer.join().expect("the writer does not panic");
    output
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// The lines of JSON of an output.
fn json_lines(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

const ARTICLE: &str =
    "Bridge over the Tana opens\n\nThe bridge was opened on Friday.\n\n“We are proud,” Jane Doe said.\n";

#[test]
fn report_answers_the_three_questions() {
    let folder = Folder::new("report");
    let file = folder.write("bridge.txt", ARTICLE);
    let output = annotate(&[&file], "");
    let report = stdout(&output);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(report.starts_with("Bridge over the Tana opens\n"), "{report}");
    for question in ["Who speaks?", "What is claimed?", "Who and what is it about?"] {
        assert!(report.contains(question), "{report}");
    }
    assert!(!report.contains('\x1b'), "no colour where no terminal is: {report}");
}

#[test]
fn controls_in_an_article_do_not_reach_the_terminal() {
    let output = annotate(&["-"], "Bridge \x1b]0;gone\x07 opens\n\nThe bridge\u{9b}31m was opened.\n");
    let report = stdout(&output);
    assert!(!report.contains(['\x1b', '\x07', '\u{9b}']), "{report:?}");
}

#[test]
fn json_is_one_line_for_each_file_with_its_name_first() {
    let folder = Folder::new("json");
    let (first, second) = (folder.write("a.txt", ARTICLE), folder.write("b.txt", "Rain fell on Friday.\n"));
    let output = annotate(&["--json", &first, &second], "");
    assert!(output.status.success());
    assert!(stdout(&output).starts_with("{\"file\":"));
    let lines = json_lines(&output);
    assert_eq!(lines.iter().map(|line| line["file"].as_str()).collect::<Vec<_>>(), [Some(&*first), Some(&*second)]);
    assert_eq!(lines[0]["version"], 1);
    assert_eq!(lines[0]["offsets"], "codepoint");
    assert_eq!(lines[0]["blocks"][0]["kind"], "headline");
    assert!(lines[0].get("text").is_none());
}

#[test]
fn page_is_read_as_a_page_and_brings_its_text() {
    let folder = Folder::new("page");
    let page = "<!doctype html><body><nav><a href=/>Home</a></nav><article><h1>Bridge opens</h1>\
                <p>The bridge over the river was opened on Friday by the mayor, who had waited for it.</p></article>";
    for (name, file) in [("html", folder.write("a.html", page)), ("content", folder.write("a.txt", page))] {
        let lines = json_lines(&annotate(&["--json", &file], ""));
        let text = lines[0]["text"].as_str().unwrap_or_default();
        assert!(text.starts_with("Bridge opens\nThe bridge over"), "told by its {name}: {text}");
    }
}

#[test]
fn jsonl_answers_line_by_line_in_order() {
    let input = "{\"id\":\"a\",\"text\":\"Rain fell.\",\"unknown\":[1]}\n\n{\"id\":7,\"html\":\"<p>Rain fell.</p>\"}\n{\"text\":\"\"}\n";
    let output = annotate(&["--jsonl"], input);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("{\"id\":\"a\",\"version\":1,\"offsets\":\"codepoint\",\"language\":"));
    let lines = json_lines(&output);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1]["id"], 7);
    assert_eq!(lines[1]["text"], "Rain fell.");
    assert_eq!(lines[2]["line"], 4);
    assert_eq!(lines[2]["blocks"], Value::Array(vec![]));
    for key in ["version", "offsets", "language", "blocks", "entities", "mentions", "quotes", "claims", "summary"] {
        assert!(lines[0].get(key).is_some(), "{key}");
    }
}

#[test]
fn bad_lines_are_named_and_the_run_goes_on() {
    let mut input =
        b"{\"id\":\"a\",\"text\":\"Rain fell.\"}\nnot json\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":5}\n[1]\n".to_vec();
    input.extend(b"{\"id\":\"d\",\"text\":\"\xff\"}\n{\"id\":\"e\",\"text\":\"It rained.\"}");
    let output = annotate(&["--jsonl", "-"], input);
    assert_eq!(output.status.code(), Some(1));
    let lines = json_lines(&output);
    let keys: Vec<String> = lines
        .iter()
        .map(|line| line.get("id").or(line.get("line")).map(Value::to_string).unwrap_or_default())
        .collect();
    assert_eq!(keys, ["\"a\"", "2", "\"b\"", "\"c\"", "5", "6", "\"e\""]);
    let errors: Vec<bool> = lines.iter().map(|line| line["error"].is_string()).collect();
    assert_eq!(errors, [false, true, true, true, true, true, false]);
    for line in lines.iter().filter(|line| line["error"].is_string()) {
        assert_eq!(line.as_object().map(serde_json::Map::len), Some(2), "{line}");
    }
}

#[test]
fn offsets_count_what_is_asked_for() {
    let text = "🌳🌳 Rain fell.";
    let end =
        |unit: &str| json_lines(&annotate(&["--json", "--offsets", unit, "-"], text))[0]["blocks"][0]["end"].as_u64();
    assert_eq!(end("codepoint"), Some(13));
    assert_eq!(end("utf16"), Some(15));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let folder = Folder::new("bad");
    let good = folder.write("good.txt", ARTICLE);
    let bad = [
        (folder.0.join("missing.txt").display().to_string(), "no such file"),
        (folder.0.display().to_string(), "a directory"),
        (folder.write("latin1.txt", b"caf\xe9"), "not UTF-8"),
        (folder.write("utf16.txt", b"\xff\xfea\0"), "UTF-16"),
        (folder.write("empty.txt", ""), "empty"),
        (folder.write("blank.txt", " \n\u{feff}\n"), "empty"),
        (folder.write("empty.html", "<html><body><script>1</script></body></html>"), "no text found"),
    ];
    let mut arguments: Vec<&str> = vec!["--json"];
    arguments.extend(bad.iter().map(|(file, _)| file.as_str()));
    arguments.push(&good);
    let output = annotate(&arguments, "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(json_lines(&output).len(), 1);
    let messages = stderr(&output);
    let messages: Vec<&str> = messages.lines().collect();
    assert_eq!(messages.len(), bad.len());
    for ((file, expected), message) in bad.iter().zip(messages) {
        assert!(message.starts_with(&format!("sourcelight: {file}: ")) && message.contains(expected), "{message}");
    }
}

#[test]
fn missing_file_of_lines_is_named() {
    let output = annotate(&["--jsonl", "no-such-file.jsonl"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no-such-file.jsonl: no such file"));
}

#[test]
fn output_that_nobody_reads_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sourcelight"))
        .args(["annotate", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built");
    drop(child.stdout.take());
    let mut pipe = child.stdin.take().expect("stdin is piped");
    for _ in 0..100 {
        // The program may be gone by then: that is what is tested.
        pipe.write_all(b"{\"id\":1,\"text\":\"Rain fell.\"}\n").ok();
    }
    drop(pipe);
    let output = child.wait_with_output().expect("the program runs");
    assert!(output.status.success());
    assert_eq!(stderr(&output), "");
}

#[test]
fn help_shows_examples_and_wrong_use_is_refused() {
    let help = annotate(&["--help"], "");
    assert!(help.status.success());
    assert!(stdout(&help).contains("Examples:"));
    assert_eq!(annotate(&["--json", "--jsonl"], "").status.code(), Some(2));
    let version = Command::new(env!("CARGO_BIN_EXE_sourcelight")).arg("--version").output().expect("the program runs");
    assert!(stdout(&version).starts_with("sourcelight 0."));
}

#[test]
fn one_article_is_exported_to_standard_output() {
    let folder = Folder::new("export");
    let file = folder.write("bridge.txt", ARTICLE);
    for (format, expected) in [
        ("json-ld", "{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\""),
        ("csv", "kind,number,words,who,"),
        ("markdown", "# Bridge over the Tana opens\n"),
        ("html", "<!doctype html>\n"),
        ("json", "{\"title\":\"\",\"url\":null,\"version\":1,"),
    ] {
        let output = export(&["--format", format, &file], "");
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(stdout(&output).starts_with(expected), "{format}: {}", stdout(&output));
        assert_eq!(stdout(&export(&["--format", format], ARTICLE)), stdout(&output), "{format} from standard input");
    }
}

#[test]
fn export_is_read_again_and_keeps_what_it_says() {
    let folder = Folder::new("reexport");
    let mut value: Value = serde_json::from_str(&stdout(&export(&["--format", "json"], ARTICLE))).expect("it is JSON");
    value["entities"][0]["name"] = "Corrected Name".into();
    let corrected = folder.write("corrected.json", value.to_string());
    let table = stdout(&export(&["--format", "csv", "--url", "https://news.example/", &corrected], ""));
    assert!(table.contains("Corrected Name") && table.contains("https://news.example/#:~:text="), "{table}");
    let linked = stdout(&export(&["--format", "json-ld", &corrected], ""));
    let again = stdout(&export(&["--format", "json"], linked));
    assert_eq!(serde_json::from_str::<Value>(&again).ok(), Some(value));
}

#[test]
fn several_articles_are_exported_to_a_folder_and_none_is_lost() {
    let folder = Folder::new("folder");
    let (first, second) = (folder.write("a.txt", ARTICLE), folder.write("b.txt", "Rain fell on Friday.\n"));
    let out = folder.0.join("out/tables").display().to_string();
    let arguments = ["--format", "csv", "--out", &out, &first, &second];
    let output = export(&arguments, "");
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    let read = |name: &str| std::fs::read_to_string(Path::new(&out).join(name)).expect("it was written");
    assert!(read("a.csv").contains("We are proud") && read("b.csv").contains("Rain fell"));

    folder.write("out/tables/a.csv", "mine");
    let output = export(&arguments, "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stderr(&output).matches("is already there; write over it with --force").count(),
        2,
        "{}",
        stderr(&output)
    );
    assert_eq!(read("a.csv"), "mine");
    assert!(export(&[&arguments[..], &["--force"]].concat(), "").status.success());
    assert!(read("a.csv").contains("We are proud"));
}

#[test]
fn export_is_not_written_over_an_article_or_another_export() {
    let folder = Folder::new("same");
    let page = "<!doctype html><body><article><h1>Bridge opens</h1><p>The bridge was opened on Friday.</p></article>";
    std::fs::create_dir_all(folder.0.join("other")).expect("the target folder can be written");
    let (first, second) = (folder.write("a.html", page), folder.write("other/a.html", page));
    let here = folder.0.display().to_string();
    let output = export(&["--format", "html", "--force", "--out", &here, &first, &second], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("choose another --out folder"), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(&first).ok().as_deref(), Some(page));
    let out = folder.0.join("out").display().to_string();
    let output = export(&["--format", "html", "--force", "--out", &out, &first, &second], "");
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    assert!(stderr(&output).starts_with(&format!("sourcelight: {second}: ")), "{}", stderr(&output));
}

#[test]
fn what_cannot_be_exported_is_named() {
    let folder = Folder::new("export-bad");
    let good = folder.write("good.txt", ARTICLE);
    for (arguments, expected) in [
        (&["--format", "csv", &good, &good][..], "several files need --out FOLDER"),
        (
            &["--format", "csv", "--out", "x", "--url", "https://a.example", &good, &good],
            "--url is the address of one page",
        ),
        (&["--format", "docx", &good], "invalid value 'docx'"),
        (&["--format", "csv", "--force", &good], "--out"),
    ] {
        let output = export(arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
    for (file, expected) in [
        (
            folder.write("other.jsonld", "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\"}"),
            "open the article itself",
        ),
        (folder.write("new.json", "{\"version\":2,\"mentions\":[]}"), "bring Sourcelight up to date"),
        (folder.0.join("missing.txt").display().to_string(), "no such file"),
    ] {
        let output = export(&["--format", "csv", &file], "");
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).starts_with(&format!("sourcelight: {file}: ")), "{}", stderr(&output));
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
    let output = export(&["--format", "csv", "--out", &good, &good], "");
    assert!(stderr(&output).contains("cannot be written"), "{}", stderr(&output));
}
