//! The signed-in person, to themselves.

use axum::{Json, extract::State, response::Response};
use sscard_shared::{
    api::{MobileChange, PersonView},
    field::Field,
};

use super::session::{answer, code_hash, parse, six_digits};
use crate::{
    app::App,
    db::FoundSession,
    error::{Body, Error},
    session::SignedIn,
};

/// What their own form is filled with.
pub async fn view(SignedIn(found): SignedIn) -> Result<Json<PersonView>, Error> {
    let FoundSession { applicant, mobile, .. } = found;
    let applicant = applicant.ok_or(Error::NotNamed)?;
    Ok(Json(PersonView { name: applicant.name, id_number: applicant.id_number, mobile }))
}

/// 更正: the number is another, to which a code was sent.
pub async fn change_mobile(
    State(app): State<App>,
    SignedIn(found): SignedIn,
    Body(MobileChange { mobile, code }): Body<MobileChange>,
) -> Result<Response, Error> {
    let mobile = parse(&app, &[(Field::Mobile, &mobile)])?.remove(0);
    let code = six_digits(&code).ok_or(Error::BadCode)?;
    let hash_of = |salt: &str| code_hash(salt, &mobile, &code);
    if !app.db.spend_code(&mobile, hash_of, app.clock.now()).await? {
        return Err(Error::BadCode);
    }
    let changed = FoundSession { mobile: Some(mobile), ..found };
    let renewed = crate::session::go_on(&app, &changed).await?;
    answer(&app, renewed).await
}
