//! The table of the guide's statements and the tests that show them: every test that the table names must exist.

use std::fs;

use crate::error::Error;
use crate::workspace::Workspace;

const TABLE: &str = "docs/guide-coverage.md";
/// The text between a test's file and its title.
const TITLE_SEPARATOR: &str = "` › ";

/// Checks the table against the tests.
pub(crate) fn check(workspace: &Workspace) -> Result<(), Error> {
    let path = workspace.path(TABLE);
    let table = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let source = |file: &str| fs::read_to_string(workspace.path(file)).ok();
    let missing_tests = missing_tests(&table, source);
    if missing_tests.is_empty() {
        return Ok(());
    }
    Err(Error::Unexpected {
        what: format!("{TABLE} names tests that do not exist:\n  {}", missing_tests.join("\n  ")),
    })
}

/// The tests that the table names and the sources lack, and the rows without a test.
fn missing_tests(table: &str, source: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut missing_tests = Vec::new();
    let mut named = 0;
    for (number, line) in (1..).zip(table.lines()).filter(|(_, line)| line.starts_with('|')) {
        let tests = line.rsplit('|').nth(1).unwrap_or_default();
        for test in tests.split("<br>").filter(|test| test.contains(TITLE_SEPARATOR)) {
            named += 1;
            let (file, title) = test.trim().split_once(TITLE_SEPARATOR).unwrap_or_default();
            let file = file.trim_start_matches('`');
            let is_there = source(file).is_some_and(|text| has_test(file, &text, title.trim()));
            if !is_there {
                missing_tests.push(format!("line {number}: {file} › {}", title.trim()));
            }
        }
        if tests.trim() == "—" {
            missing_tests.push(format!("line {number}: no test"));
        }
    }
    if named == 0 {
        missing_tests.push("not one test".to_owned());
    }
    missing_tests
}

/// Whether a file has a test of this title. A title with an expression in it is compared up to the expression.
fn has_test(file: &str, text: &str, title: &str) -> bool {
    if file.ends_with(".rs") {
        return text.contains(&format!("fn {title}("));
    }
    let written = title.replace('\'', "\\'");
    [title, &written].into_iter().any(|title| {
        ["'", "`"].into_iter().any(|quote| {
            text.contains(&format!("{quote}{title}{quote}"))
                || text.contains(&format!("{quote}{}${{", title.trim_end()))
                || text.contains(&format!("{quote}{} ${{", title.trim_end()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::missing_tests;

    fn source(file: &str) -> Option<String> {
        let text = match file {
            "a.spec.ts" => "test('one\\'s card', () => {}); test(`says why: ${word}`, () => {});",
            "b.rs" => "fn it_holds() {}",
            _ => return None,
        };
        Some(text.to_owned())
    }

    #[test]
    fn a_row_with_existing_tests_passes() {
        let table = "| words | page | `a.spec.ts` › one's card<br>`b.rs` › it_holds |\n\
                     | words | page | `a.spec.ts` › says why: |\n";
        assert_eq!(missing_tests(table, source), Vec::<String>::new());
    }

    #[test]
    fn missing_tests_and_rows_without_tests_are_reported() {
        let table =
            "|w|`a.spec.ts` › another|\n|w|`c.spec.ts` › one|\n|w|—|\n|w|`b.rs` › it_hold|\n";
        assert_eq!(
            missing_tests(table, source),
            [
                "line 1: a.spec.ts › another",
                "line 2: c.spec.ts › one",
                "line 3: no test",
                "line 4: b.rs › it_hold"
            ]
        );
        assert_eq!(missing_tests("nothing", source), ["not one test"]);
    }
}
