//! Throwing away what is no longer needed: at the operator's word, and regularly while serving.

use std::time::Duration;

use crate::{
    app::App,
    config::Config,
    db::{Db, Purged, SessionLimits},
    error::Error,
    photo_store::PhotoStore,
};

const DAY: i64 = 86_400;
/// A file without a row is an upload under way, or one that was cut off; nobody uploads for an hour.
pub const UNDER_WAY: i64 = 3_600;

/// One round.
///
/// # Errors
/// When the database or the store fails; what was thrown away until then stays so.
pub async fn round(
    config: &Config,
    db: &Db,
    store: &PhotoStore,
    now: i64,
) -> Result<Purged, Error> {
    let sessions = SessionLimits {
        idle: config.session.idle_minutes * 60,
        absolute: config.session.absolute_hours * 3_600,
        kept: config.session.kept_days * 86_400,
    };
    let windows = (config.reading.window(), config.register.good_hours * 3_600);
    let mut purged = db.purge(&config.purge, sessions, windows, now).await?;
    for (id, format) in db.forget_pictures(now - config.purge.pictures_days * DAY).await? {
        store.delete(&PhotoStore::key(&id, &format)).await?;
        purged.pictures += 1;
    }
    for file in store.list().await? {
        let id = PhotoStore::id_of(&file.key);
        let old = file.written_at < now - UNDER_WAY;
        if old && !db.knows_picture(id).await? {
            store.delete(&file.key).await?;
            purged.strays += 1;
        }
    }
    Ok(purged)
}

/// Rounds, as often as the settings say, until the task is ended.
pub async fn regularly(app: App) {
    let hours = app.config.purge.every_hours;
    if hours == 0 {
        return;
    }
    let mut ticks = tokio::time::interval(Duration::from_secs(hours * 3_600));
    loop {
        ticks.tick().await;
        match round(&app.config, &app.db, &app.store, app.clock.now()).await {
            Ok(purged) => tracing::info!(
                drafts = purged.drafts,
                pictures = purged.pictures,
                strays = purged.strays,
                "purged"
            ),
            Err(error) => tracing::error!(cause = %error, "purging failed"),
        }
    }
}
