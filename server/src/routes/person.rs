//! The signed-in applicant's own data.

use axum::{Json, extract::State, response::Response};
use sscard_shared::{
    api::{MobileChange, PersonView, SmsPurpose},
    field::Field,
};

use super::{
    client::ClientIdentity,
    code::{self, TypedCode},
    session_view::started_session_response,
    values::parse_value,
};
use crate::{
    app::App,
    db::FoundSession,
    error::{Body, Error},
    session::SignedIn,
};

/// The values that fill the applicant's own form.
pub async fn show_person(SignedIn(session): SignedIn) -> Result<Json<PersonView>, Error> {
    let FoundSession { applicant, mobile, .. } = session;
    let applicant = applicant.ok_or(Error::NotNamed)?;
    Ok(Json(PersonView { name: applicant.name, id_number: applicant.id_number, mobile }))
}

/// 更正: changes the mobile number to one that received a code.
pub async fn change_mobile(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    client: ClientIdentity,
    Body(MobileChange { mobile, code }): Body<MobileChange>,
) -> Result<Response, Error> {
    let mobile = parse_value(&app, Field::Mobile, &mobile)?;
    code::redeem_code(
        &app,
        &client,
        SmsPurpose::ChangeMobile,
        TypedCode { mobile: &mobile, code: &code },
    )
    .await?;
    let changed = FoundSession { mobile: Some(mobile), ..session };
    let started = crate::session::rotate_session(&app, &changed).await?;
    started_session_response(&app, started).await
}
