//! The other ways to apply, for an engine that cannot run the page: plain HTML without a script, with the branches of the banks.

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

/// As many branches as anybody looks through.
const SHOWN: usize = 30;

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    lang: String,
    bank: String,
    q: String,
}

/// The page.
pub async fn page(State(app): State<App>, Query(wish): Query<Wish>) -> Result<Html<String>, Error> {
    let language = Language::from_tag(&wish.lang).unwrap_or_default();
    let (words, tables) = (other_ways(language), app.directory().await?);
    let ways: String = words.ways.iter().map(|(way, how)| row(way, how)).collect();
    let OtherWays { title, lead, call, branches, back, .. } = words;
    Ok(Html(format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"/favicon.svg\">\
         <link rel=\"stylesheet\" href=\"/other-ways.css\"></head><body><main><h1>{title}</h1><p>{lead}</p><ul>{ways}</ul>\
         <p>{call}<a href=\"tel:96066\">96066</a></p><h2 id=\"branches\">{branches}</h2>{form}{found}\
         <p><a href=\"/\">{back}</a></p></main></body></html>",
        tag = language.tag(),
        form = form(words, language, &wish, &tables),
        found = found(words, &wish, &tables),
    )))
}

fn row(name: &str, detail: &str) -> String {
    format!("<li><strong>{}</strong><p>{}</p></li>", escape(name), escape(detail))
}

fn form(words: &OtherWays, language: Language, wish: &Wish, tables: &Directory) -> String {
    let option = |code: &str, name: &str| {
        let selected = if wish.bank == code { " selected" } else { "" };
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
        escape(&wish.q)
    )
}

/// The branches that are looked for, once something is.
fn found(words: &OtherWays, wish: &Wish, tables: &Directory) -> String {
    if wish.bank.is_empty() && wish.q.trim().is_empty() {
        return String::new();
    }
    let at_bank = |branch: &&Branch| wish.bank.is_empty() || branch.bank == wish.bank;
    let mut matching =
        tables.branches.iter().filter(at_bank).filter(|branch| branch.matches(&wish.q));
    let rows: String = matching.by_ref().take(SHOWN).map(branch_row).collect();
    if rows.is_empty() {
        return format!("<p role=\"status\">{}</p>", words.none);
    }
    let more = matching.next().map(|_| format!("<p>{}</p>", words.more)).unwrap_or_default();
    format!("<ul lang=\"zh-CN\">{rows}</ul>{more}")
}

fn branch_row(branch: &Branch) -> String {
    let district = Dictionary::District.name_of(&branch.district).unwrap_or_default();
    let detail = [district, " ", &branch.address, " ", &branch.telephone].concat();
    row(&branch.name, detail.trim())
}
