//! The extension's content script: a classic script, which cannot import, made of modules that the reader shares.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The text of one classic script that does what the module `entry` and all that it imports do.
///
/// Each module keeps its own scope and runs once, after those that it imports. Understood are
/// `import { a, b } from './x.js';` at the start of a line, and `export` before a named function, class or constant.
///
/// # Errors
/// If a file cannot be read, imports go round in a circle, or an import or export has another shape.
pub(crate) fn content_script(entry: &Path) -> Result<String> {
    let mut script = String::from("'use strict';\n(() => {\n");
    add_module(&plain_path(entry), &mut BTreeMap::new(), &mut script)?;
    script.push_str("})();\n");
    Ok(script)
}

/// Adds the module at `path` after what it imports; returns its number. `done` holds `None` for one that is begun.
fn add_module(path: &Path, done: &mut BTreeMap<PathBuf, Option<usize>>, script: &mut String) -> Result<usize> {
    if let Some(number) = done.get(path) {
        return number.with_context(|| format!("{} imports itself in a circle", path.display()));
    }
    done.insert(path.to_owned(), None);
    let source = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let module = read_module(&source).with_context(|| format!("reading {}", path.display()))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut head = String::new();
    for (names, from) in &module.imports {
        let number = add_module(&plain_path(&folder.join(from)), done, script)?;
        writeln!(head, "const {{ {names} }} = module{number};")?;
    }
    let number = done.values().flatten().count();
    let (body, exports) = (module.body, module.exports.join(", "));
    write!(script, "const module{number} = (() => {{\n{head}{body}return {{ {exports} }};\n}})();\n")?;
    done.insert(path.to_owned(), Some(number));
    Ok(number)
}

/// A module without the words that only modules may hold.
#[derive(Debug, Default, PartialEq, Eq)]
struct Module {
    /// The names of each import, and where from.
    imports: Vec<(String, String)>,
    /// The names of what it exports.
    exports: Vec<String>,
    /// All the rest.
    body: String,
}

/// Takes a module's imports and exports out of its source.
fn read_module(source: &str) -> Result<Module> {
    let mut module = Module::default();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("import ") {
            let mut statement = line.to_owned();
            while !statement.ends_with(';') {
                let Some(more) = lines.next() else { bail!("an import without its semicolon: {line}") };
                statement.push_str(more);
            }
            module.imports.push(read_import(&statement)?);
        } else if let Some(declaration) = line.strip_prefix("export ") {
            module.exports.push(exported_name(declaration)?.to_owned());
            module.body.extend([declaration, "\n"]);
        } else {
            module.body.extend([line, "\n"]);
        }
    }
    Ok(module)
}

/// The names and the path of `import { a, b } from './x.js';`.
fn read_import(statement: &str) -> Result<(String, String)> {
    let parts = (statement.strip_prefix("import {"))
        .and_then(|rest| rest.split_once("} from '"))
        .and_then(|(names, rest)| Some((names, rest.strip_suffix("';")?)));
    match parts {
        Some((names, path)) if path.starts_with('.') && !names.contains(" as ") => {
            let names: Vec<&str> = names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
            Ok((names.join(", "), path.to_owned()))
        }
        _ => bail!("expected `import {{ names }} from './file.js';`, found `{statement}`"),
    }
}

/// The name that a declaration after `export` declares.
fn exported_name(declaration: &str) -> Result<&str> {
    let name = (["async function ", "function* ", "function ", "const ", "class "].iter())
        .find_map(|keyword| declaration.strip_prefix(keyword))
        .and_then(|rest| rest.split(|letter: char| !letter.is_alphanumeric() && !"_$".contains(letter)).next())
        .filter(|name| !name.is_empty());
    name.with_context(|| format!("expected a function, class or constant after `export`, found `{declaration}`"))
}

/// `path` without `.` and `..` in its middle, so that a file has one name.
fn plain_path(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_over_several_lines_are_taken_out() {
        let source =
            "import {\n  one,\n  two,\n} from '../lib/x.js';\nimport { three } from './y.js';\none(two, three);\n";
        let module = read_module(source).unwrap();
        let imports = [("one, two", "../lib/x.js"), ("three", "./y.js")];
        assert_eq!(module.imports, imports.map(|(names, from)| (names.to_owned(), from.to_owned())));
        assert_eq!(module.body, "one(two, three);\n");
    }

    #[test]
    fn exports_keep_their_declaration() {
        let source = "export const A = 1;\nexport async function b() {}\nexport class C$ {}\nconst d = 2;\n";
        let module = read_module(source).unwrap();
        assert_eq!(module.exports, ["A", "b", "C$"]);
        assert_eq!(module.body, "const A = 1;\nasync function b() {}\nclass C$ {}\nconst d = 2;\n");
    }

    #[test]
    fn shapes_that_would_change_meaning_are_refused() {
        for source in [
            "export default function () {}",
            "export { a };",
            "export let a = 1;",
            "import a from './a.js';",
            "import { a as b } from './a.js';",
            "import * as a from './a.js';",
            "import { a } from 'package';",
            "import './a.js';",
        ] {
            assert!(read_module(source).is_err(), "{source}");
        }
    }

    #[test]
    fn a_path_has_one_name() {
        assert_eq!(plain_path(Path::new("www/extension/../lib/./x.js")), Path::new("www/lib/x.js"));
        assert_eq!(plain_path(Path::new("../lib/x.js")), Path::new("../lib/x.js"));
    }
}
