//! The signed-in person, to themselves.

use axum::{Json, extract::State, response::Response};
use sscard_shared::{
    api::{MobileChange, PersonView, SmsPurpose},
    field::Field,
};

use super::{
    code,
    session::{answer, parse},
    visit::Visit,
};
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
    visit: Visit,
    Body(MobileChange { mobile, code }): Body<MobileChange>,
) -> Result<Response, Error> {
    let mobile = parse(&app, &[(Field::Mobile, &mobile)])?.remove(0);
    code::spend(&app, &visit, SmsPurpose::ChangeMobile, (&mobile, &code)).await?;
    let changed = FoundSession { mobile: Some(mobile), ..found };
    let renewed = crate::session::go_on(&app, &changed).await?;
    answer(&app, renewed).await
}
