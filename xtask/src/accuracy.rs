//! How often the judgement of card photos is right, kept as a table in the documentation.

use std::fs;

use crate::build;
use crate::error::Error;
use crate::process::{self, Child};
use crate::workspace::Workspace;

const BEGIN: &str = "<!-- photo-accuracy: written by `cargo xtask bench photo-accuracy` -->\n";
const END: &str = "<!-- /photo-accuracy -->";

/// Measures, prints, and puts the table between its markers in docs/benchmarks.md.
pub(crate) fn bench(workspace: &Workspace) -> Result<(), Error> {
    let specimen = build::specimen(workspace)?;
    println!("judging thousands of photos, which takes some minutes …");
    let table = process::output(Child::new(specimen).argument("accuracy"))?;
    println!("{table}");
    let path = workspace.path("docs/benchmarks.md");
    let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let text = between_markers(&text, &table).ok_or_else(|| Error::Unexpected {
        what: format!("{} has no place for the table of photo accuracy", path.display()),
    })?;
    fs::write(&path, text).map_err(Error::file("write", &path))
}

fn between_markers(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some([before, BEGIN, "\n", table.trim(), "\n\n", END, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_table_takes_the_place_of_the_old_one_and_of_nothing_else() {
        let text = format!("before\n{BEGIN}old\n{END}\nafter\n");
        let new = between_markers(&text, "new\n").unwrap();
        assert_eq!(new, format!("before\n{BEGIN}\nnew\n\n{END}\nafter\n"));
        assert_eq!(between_markers(&new, "new"), Some(new));
        assert_eq!(between_markers("no markers", "new"), None);
    }
}
