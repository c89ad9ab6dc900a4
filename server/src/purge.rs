//! Deletes what is no longer needed: on the operator's command, and regularly while serving.

use std::time::Duration;

use crate::{
    app::App,
    config::Config,
    db::{Db, PurgeWindows, Purged, SessionLimits},
    error::Error,
    photo_store::PhotoStore,
};

const DAY_SECONDS: i64 = 86_400;
/// A file without a row is an upload under way, or one that was cut off. No upload takes longer than this.
pub const UPLOAD_SECONDS: i64 = 3_600;

/// Purges once.
///
/// # Errors
/// When the database or the store fails. What was deleted until then stays deleted.
pub async fn purge_once(
    config: &Config,
    db: &Db,
    store: &PhotoStore,
    now: i64,
) -> Result<Purged, Error> {
    let sessions = SessionLimits {
        idle_seconds: config.session.idle_minutes * 60,
        absolute_seconds: config.session.absolute_hours * 3_600,
        kept_seconds: config.session.kept_days * 86_400,
    };
    let windows = PurgeWindows {
        reading_tries_seconds: config.reading.tries_window_seconds(),
        eligibility_seconds: config.register.good_hours * 3_600,
    };
    let mut purged = db.purge(&config.purge, sessions, windows, now).await?;
    let unused_before = now - config.purge.pictures_days * DAY_SECONDS;
    for picture in db.delete_unused_pictures(unused_before).await? {
        store.delete(&PhotoStore::key(&picture.id, &picture.format)).await?;
        purged.pictures += 1;
    }
    for file in store.list().await? {
        let id = PhotoStore::picture_id(&file.key);
        let is_old = file.written_at < now - UPLOAD_SECONDS;
        if is_old && !db.has_picture(id).await? {
            store.delete(&file.key).await?;
            purged.strays += 1;
        }
    }
    Ok(purged)
}

/// Purges as often as the settings say, until the task is ended.
pub async fn run_regularly(app: App) {
    let hours = app.config.purge.every_hours;
    if hours == 0 {
        return;
    }
    let mut ticks = tokio::time::interval(Duration::from_secs(hours * 3_600));
    loop {
        ticks.tick().await;
        match purge_once(&app.config, &app.db, &app.store, app.clock.now()).await {
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
