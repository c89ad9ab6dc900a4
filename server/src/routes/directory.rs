//! The operator's tables and texts, public.

use std::collections::HashMap;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use sscard_shared::{
    api::{Text, TextKind},
    directory::{Branch, Directory},
};

use crate::{app::App, error::Error};

/// The tables without the branches, of which there are thousands.
pub async fn show_directory(State(app): State<App>) -> Result<Json<Directory>, Error> {
    let tables = app.directory().await?;
    Ok(Json(Directory {
        version: tables.version.clone(),
        source: tables.source.clone(),
        banks: tables.banks.clone(),
        occupations: tables.occupations.clone(),
        branches: Vec::new(),
        branches_whole: false,
        disclaimer_version: tables.disclaimer_version.clone(),
        pledge_version: tables.pledge_version.clone(),
        consents: tables.consents.clone(),
    }))
}

/// The branches of one bank.
pub async fn list_branches(
    State(app): State<App>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<Vec<Branch>>, Error> {
    let bank = query.get("bank").ok_or(Error::BadRequest)?;
    let tables = app.directory().await?;
    Ok(Json(tables.branches.iter().filter(|branch| branch.bank == *bank).cloned().collect()))
}

/// A text in the version in force.
pub async fn show_text(
    State(app): State<App>,
    Path(kind): Path<String>,
) -> Result<Json<Text>, Error> {
    let kind = TextKind::from_name(&kind).ok_or(Error::NotFound)?;
    Ok(Json(app.texts.for_kind(kind).clone()))
}
