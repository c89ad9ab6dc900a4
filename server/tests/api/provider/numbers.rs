//! Whose number a provider tells: one that it has verified, and no other.

use serde_json::{Value, json};

use super::{Provider, login_state, taken, zhang};

/// The number that is known of somebody whom the provider tells this of.
async fn known(own: &str, verified: &Value, in_more: bool) -> Value {
    let (provider, app) = Provider::with_app_where("", own).await;
    let mut told = zhang();
    told["phone_number_verified"] = verified.clone();
    told["sub"] = json!("person-1");
    provider.does(|does| if in_more { does.more = told } else { does.claims = told });
    let visitor = app.visitor();
    let answer = login_state(&provider, &visitor).await;
    taken(&visitor, &answer);
    let view = visitor.session().await;
    assert_eq!(view["name"], "张**", "who it is does not hang on the number");
    view["mobile"].clone()
}

#[tokio::test]
async fn a_number_counts_only_where_the_provider_has_verified_it() {
    for in_more in [false, true] {
        assert_eq!(known("", &json!(true), in_more).await, "139****0001");
        for not in [json!(false), json!(null)] {
            assert_eq!(known("", &not, in_more).await, Value::Null, "{not}");
        }
    }
}

#[tokio::test]
async fn a_provider_of_which_the_operator_says_so_verifies_every_number() {
    let own = "numbers_are_verified = true";
    assert_eq!(known(own, &json!(null), false).await, "139****0001");
}
