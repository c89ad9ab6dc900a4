//! A session ends when nobody is there, and the page covers what it shows as soon as that is so, without waiting for the next request. Who
//! only reads is there: their session lasts on.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::Road;
use crate::{api, platform};

/// How often it is looked whether the session may have ended.
const LOOK_EVERY_MS: u32 = 15_000;

/// Looks after the session for as long as the page lives.
pub fn watch(road: Road) {
    let touched_at = StoredValue::new(platform::now());
    platform::on_touch(move || {
        touched_at.try_set_value(platform::now());
    });
    spawn_local(async move {
        loop {
            TimeoutFuture::new(LOOK_EVERY_MS).await;
            look(road, touched_at.get_value()).await;
        }
    });
}

async fn look(road: Road, touched_at: i64) {
    let Some(lasts) = road.session.lasts_now() else { return };
    if road.session.lapsed.get_untracked()
        || !is_due(lasts, platform::now() - api::heard_at(), touched_at > api::heard_at())
    {
        return;
    }
    // To ask is to have the session last anew, where there is one.
    if let Ok(view) = api::session().await
        && !view.signed_in
    {
        road.session.lapsed.set(true);
    }
}

/// Whether to ask the server about a session that lasts so many seconds, of which so many have been quiet: when it should have ended, or
/// when somebody who is there might lose it.
fn is_due(lasts: i64, quiet: i64, is_touched: bool) -> bool {
    quiet > lasts || (is_touched && quiet > lasts / 2)
}

#[cfg(test)]
mod tests {
    use super::is_due;

    #[test]
    fn the_server_is_asked_when_a_session_should_have_ended_or_when_a_reader_might_lose_it() {
        for (quiet, is_touched, due) in [
            (60, true, false),
            (901, true, true),
            (901, false, false),
            (1_799, false, false),
            (1_801, false, true),
        ] {
            assert_eq!(is_due(1_800, quiet, is_touched), due, "{quiet} {is_touched}");
        }
    }
}
