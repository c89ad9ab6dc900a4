//! Keeps tables of measurements in the documentation, between markers.

use std::fs;

use crate::error::Error;
use crate::workspace::Workspace;

const DOCUMENT: &str = "docs/benchmarks.md";

/// Replaces the text between `<!-- NAME: begin -->` and `<!-- NAME: end -->` in docs/benchmarks.md.
pub(crate) fn replace_section(workspace: &Workspace, name: &str, text: &str) -> Result<(), Error> {
    let path = workspace.path(DOCUMENT);
    let old = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let new = replace_between_markers(&old, name, text).ok_or_else(|| Error::Unexpected {
        what: format!("{DOCUMENT} has no markers of {name}"),
    })?;
    fs::write(&path, new).map_err(Error::file("write", &path))
}

/// The document with a new text between the markers; `None` when a marker is missing.
fn replace_between_markers(document: &str, name: &str, text: &str) -> Option<String> {
    let [begin, end] = ["begin", "end"].map(|which| format!("<!-- {name}: {which} -->"));
    let (before, rest) = document.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n\n{}\n\n{end}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::replace_between_markers;

    #[test]
    fn only_the_text_between_the_named_markers_is_replaced() {
        let old = "# Words\n\n<!-- photo: begin -->\n\nold\n\n<!-- photo: end -->\n\n<!-- ocr: begin --><!-- ocr: end -->\n";
        let new = replace_between_markers(old, "photo", "\nnew\n").expect("markers");
        assert_eq!(new, old.replace("old", "new"));
        assert_eq!(replace_between_markers(&new, "photo", "new"), Some(new));
        assert_eq!(replace_between_markers("# Words\n", "photo", "new"), None);
    }
}
