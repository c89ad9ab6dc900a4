//! The other ways to apply, for an engine that cannot run the app: plain HTML without a script, with the branches of the banks.

use axum::{
    extract::{Query, State},
    response::Html,
};
use serde::Deserialize;
use sscard_shared::{
    dictionary::Dictionary,
    directory::{Branch, Directory},
    language::Language,
    other_ways::{OtherWays, other_ways},
};

use super::sandbox::escape;
use crate::{app::App, error::Error};

/// The most branches that one page shows.
const MAX_BRANCHES: usize = 30;

/// What the visitor searches for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OtherWaysQuery {
    lang: String,
    bank: String,
    q: String,
}

/// The page.
pub async fn other_ways_page(
    State(app): State<App>,
    Query(query): Query<OtherWaysQuery>,
) -> Result<Html<String>, Error> {
    let language = Language::from_tag(&query.lang).unwrap_or_default();
    let (words, tables) = (other_ways(language), app.directory().await?);
    let ways: String = words.ways.iter().map(|(way, how)| way_row(way, how)).collect();
    let OtherWays { title, lead, call, branches, back, .. } = words;
    Ok(Html(format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"/favicon.svg\">\
         <link rel=\"stylesheet\" href=\"/other-ways.css\"></head><body><main><h1>{title}</h1><p>{lead}</p><ul>{ways}</ul>\
         <p>{call}<a href=\"tel:96066\">96066</a></p><h2 id=\"branches\">{branches}</h2>{form}{found}\
         <p><a href=\"/\">{back}</a></p></main></body></html>",
        tag = language.tag(),
        form = search_form(words, language, &query, &tables),
        found = matching_branches(words, &query, &tables),
    )))
}

fn way_row(name: &str, detail: &str) -> String {
    format!("<li><strong>{}</strong><p>{}</p></li>", escape(name), escape(detail))
}

fn search_form(
    words: &OtherWays,
    language: Language,
    query: &OtherWaysQuery,
    tables: &Directory,
) -> String {
    let option = |code: &str, name: &str| {
        let selected = if query.bank == code { " selected" } else { "" };
        format!("<option value=\"{}\"{selected}>{}</option>", escape(code), escape(name))
    };
    let banks: String = tables
        .banks
        .iter()
        .map(|bank| option(&bank.code, bank.name_in(language).unwrap_or(&bank.name)))
        .collect();
    let OtherWays { bank, any_bank, search, find, .. } = words;
    format!(
        "<form action=\"/other-ways#branches\"><input type=\"hidden\" name=\"lang\" value=\"{}\">\
         <label>{bank} <select name=\"bank\">{}{banks}</select></label>\
         <label>{search} <input type=\"search\" name=\"q\" maxlength=\"40\" value=\"{}\"></label><button>{find}</button></form>",
        language.tag(),
        option("", any_bank),
        escape(&query.q)
    )
}

/// The branches that match the search; nothing before a search.
fn matching_branches(words: &OtherWays, query: &OtherWaysQuery, tables: &Directory) -> String {
    if query.bank.is_empty() && query.q.trim().is_empty() {
        return String::new();
    }
    let is_at_bank = |branch: &&Branch| query.bank.is_empty() || branch.bank == query.bank;
    let mut matching =
        tables.branches.iter().filter(is_at_bank).filter(|branch| branch.matches(&query.q));
    let rows: String = matching.by_ref().take(MAX_BRANCHES).map(branch_row).collect();
    if rows.is_empty() {
        return format!("<p role=\"status\">{}</p>", words.none);
    }
    let more = matching.next().map(|_| format!("<p>{}</p>", words.more)).unwrap_or_default();
    format!("<ul lang=\"zh-CN\">{rows}</ul>{more}")
}

fn branch_row(branch: &Branch) -> String {
    let district = Dictionary::District.name_of(&branch.district).unwrap_or_default();
    let detail = [district, " ", &branch.address, " ", &branch.telephone].concat();
    way_row(&branch.name, detail.trim())
}
