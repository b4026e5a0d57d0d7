//! Scripts and style sheets without their comments, for what readers download: a third of it is comments.

/// `source` without the comments that fill lines; the lines stay, so that a place in an error is one in the sources.
///
/// A comment in a line with code stays, and so does what only looks like a comment in the middle of a line. Lines of a template literal
/// must not begin like a comment.
pub(crate) fn blank_comments(source: &str) -> String {
    let mut blanked = String::with_capacity(source.len());
    let mut in_block = false;
    for line in source.lines() {
        let trimmed = line.trim();
        let is_start = !in_block && trimmed.starts_with("/*");
        let is_comment = in_block || is_start || trimmed.starts_with("//");
        let ends = trimmed.find("*/").filter(|_| in_block || is_start);
        // A cast stands before code: `/** @type {T} */ (value)`.
        let rest = ends.map_or("", |at| trimmed[at + 2..].trim());
        if !is_comment || is_start && !rest.is_empty() {
            blanked.push_str(line);
        } else if in_block {
            blanked.push_str(rest);
        }
        in_block = (in_block || is_start) && ends.is_none();
        blanked.push('\n');
    }
    blanked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        assert_eq!(blank_comments(source), expected);
    }

    #[test]
    fn lines_of_comments_are_blank() {
        check("// Says it.\nlet a; // why\n  // So.\n", "\nlet a; // why\n\n");
        check("/** One. */\nlet a;\n/**\n * Two.\n */\nlet b;\n", "\nlet a;\n\n\n\nlet b;\n");
        check("/* A. */\n.a { b: c; }\n", "\n.a { b: c; }\n");
    }

    #[test]
    fn code_stays() {
        check("/** @type {T} */ (a).b();\n", "/** @type {T} */ (a).b();\n");
        check("/* one\n two */ a();\n", "\na();\n");
        check("const a = '/*';\nconst b = `https://x`;\n", "const a = '/*';\nconst b = `https://x`;\n");
    }
}
