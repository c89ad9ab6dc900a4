//! The operator's tables and texts, open to all.

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

/// The tables without branches, of which there are thousands.
pub async fn directory(State(app): State<App>) -> Result<Json<Directory>, Error> {
    let held = app.directory().await?;
    Ok(Json(Directory {
        version: held.version.clone(),
        source: held.source.clone(),
        banks: held.banks.clone(),
        occupations: held.occupations.clone(),
        branches: Vec::new(),
        branches_whole: false,
        disclaimer_version: held.disclaimer_version.clone(),
        pledge_version: held.pledge_version.clone(),
        consents: held.consents.clone(),
    }))
}

/// The branches of one bank.
pub async fn branches(
    State(app): State<App>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<Vec<Branch>>, Error> {
    let bank = query.get("bank").ok_or(Error::BadRequest)?;
    let held = app.directory().await?;
    Ok(Json(held.branches.iter().filter(|branch| branch.bank == *bank).cloned().collect()))
}

/// A text in the version in force.
pub async fn text(State(app): State<App>, Path(kind): Path<String>) -> Result<Json<Text>, Error> {
    let kind = TextKind::from_name(&kind).ok_or(Error::NotFound)?;
    Ok(Json(app.texts.of(kind).clone()))
}
