//! Joins the style sheets. In the sources each component has its own sheet. In the page each sheet would be one more request before the
//! first paint, and would be compressed with a dictionary of its own.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;

use crate::error::Error;
use crate::files::read_file;

/// Joins the sheets that the page names, in their order, into one with a name that depends on its content.
pub(crate) fn join_sheets(folder: &Path) -> Result<(), Error> {
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).map_err(Error::file("read", &page))?;
    let mut all = Vec::new();
    for sheet in sheet_addresses(&html) {
        let sheet = folder.join(sheet.trim_start_matches('/'));
        all.extend(read_file(&sheet)?);
        fs::remove_file(&sheet).map_err(Error::file("remove", &sheet))?;
    }
    let mut hasher = DefaultHasher::new();
    hasher.write(&all);
    let name = format!("style-{:016x}.css", hasher.finish());
    let joined = folder.join(&name);
    fs::write(&joined, all).map_err(Error::file("write", &joined))?;
    fs::write(&page, replace_sheets(&html, &name)).map_err(Error::file("write", page))
}

/// The addresses of the page's style sheets.
fn sheet_addresses(html: &str) -> Vec<&str> {
    link_tags(html).filter_map(sheet_address).collect()
}

/// The page with the joined sheet in the place of the first sheet.
fn replace_sheets(html: &str, name: &str) -> String {
    let mut page = html.to_owned();
    for (index, tag) in link_tags(html).filter(|tag| sheet_address(tag).is_some()).enumerate() {
        let one = format!("<link rel=\"stylesheet\" href=\"/{name}\">");
        page = page.replacen(tag, if index == 0 { &one } else { "" }, 1);
    }
    page
}

/// Every `<link …>` of the page.
fn link_tags(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices("<link").filter_map(|(at, _)| {
        let tag = html.get(at..)?;
        tag.get(..=tag.find('>')?)
    })
}

fn sheet_address(tag: &str) -> Option<&str> {
    let link = tag.split_once("href=\"")?.1;
    tag.contains("rel=\"stylesheet\"").then(|| link.split('"').next())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sheet_replaces_the_first_and_other_links_stay() {
        let html = r#"<link rel="icon" href="/i.svg"><link rel="stylesheet" href="/b-1.css"/><script></script><link rel="stylesheet" href="/a-2.css" /></head>"#;
        assert_eq!(sheet_addresses(html), ["/b-1.css", "/a-2.css"]);
        assert_eq!(
            replace_sheets(html, "style-3.css"),
            r#"<link rel="icon" href="/i.svg"><link rel="stylesheet" href="/style-3.css"><script></script></head>"#
        );
    }
}
