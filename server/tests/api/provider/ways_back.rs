//! Whatever is wrong on the way to a provider or back, the person sees a page of ours.

use sscard_shared::api::PROVIDERS_PATH;

use super::{Provider, UNAVAILABLE, authorization_request, place, zhang};

#[tokio::test]
async fn what_no_provider_hands_back_leads_to_a_page_of_ours() {
    let (provider, app) = Provider::with_app().await;
    provider.does(|does| does.claims = zhang());
    let visitor = app.visitor();
    let state = authorization_request(&provider, &visitor, "/portal").await;
    for path in [
        format!("zwfw/back?code=code-1&code=code-1&state={state}"),
        format!("zwfw/back?code=code-1&state={state}&state=x"),
        format!("nobody/back?code=code-1&state={state}"),
        format!("%ff/back?code=code-1&state={state}"),
        String::from("nobody?back=/portal"),
        String::from("%ff"),
        String::from("nobody?back=/portal&back=/minsheng"),
    ] {
        let answer = visitor.get(&format!("{PROVIDERS_PATH}/{path}")).await;
        assert_eq!(place(&answer), UNAVAILABLE, "{path}");
    }
    // None of it has cost the trip.
    let answer = super::come_back(&visitor, &state).await;
    assert_eq!(place(&answer), "/portal");
}

#[tokio::test]
async fn too_many_trips_are_told_as_such() {
    let settings = "client_address_header = 'x-real-ip'\nsession.begins_per_address_per_hour = 1";
    let (_provider, app) = Provider::with_app_where(settings, "").await;
    let visitor = app.visitor();
    let go = async || {
        let path = format!("{PROVIDERS_PATH}/zwfw?back=/minsheng/basic");
        let request = visitor.request(reqwest::Method::GET, &path);
        visitor.send(request.header("x-real-ip", "192.0.2.1")).await
    };
    assert_eq!(go().await.status, 303);
    let answer = go().await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.header("retry-after"), "3600");
    assert_eq!(answer.header("refresh"), "0; url=/minsheng/sign-in?problem=too_many");
    assert!(answer.header("content-type").starts_with("text/html"));
    assert!(answer.text().contains("登录过于频繁"));
}
