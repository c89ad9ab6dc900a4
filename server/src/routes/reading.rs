//! 读卡: reads the applicant's own picture of an identity card.

use axum::{
    Json,
    extract::{Path, State},
};
use sscard_shared::{
    api::{PictureKind, PictureReading},
    fault::Severity,
    reading::{
        CardReading, Side, against_person, between_sides, for_picture, without_other_person,
    },
};

use crate::{
    app::App,
    db::{Applicant, NewReading, PictureRecord, ReadingRecord},
    error::Error,
    metrics::ReadingOutcome,
    photo_store::PhotoStore,
    reading::ReadingSlot,
    routes::picture,
};

/// Reads a picture, or answers with the stored reading of it.
pub async fn read_picture(
    State(app): State<App>,
    applicant: Applicant,
    Path(id): Path<String>,
) -> Result<Json<PictureReading>, Error> {
    let own = app.db.find_picture(&applicant.id, &id).await?.ok_or(Error::NotFound)?;
    let kind = match own.kind {
        PictureKind::EmblemSide | PictureKind::PortraitSide => own.kind,
        PictureKind::Photo => return Err(Error::NotFound),
    };
    let lock = app.applicant_locks.lock(&applicant.id, kind).await?;
    let tries = RemainingTries::count(&app, &applicant, kind).await?;
    if let Some(record) = app.db.find_reading(&applicant.id, &id).await? {
        return reading_response(&app, &applicant, record, tries.left).await;
    }
    tries.require_one()?;
    let slot = app.readers.acquire_slot().await?;
    // A reading that has started is finished and stored even when the client is gone: the next request finds it.
    let work = tokio::spawn({
        let (app, applicant) = (app.clone(), applicant.clone());
        async move {
            let record = read_and_store(&app, &applicant, &own, slot).await;
            drop(lock);
            record
        }
    });
    let stopped = |_| Error::Internal(String::from("the reading of a picture stopped"));
    let record = work.await.map_err(stopped)??;
    reading_response(&app, &applicant, record, tries.left.saturating_sub(1)).await
}

/// The stored reading with the contradictions to the other side. The other side can change, so these are not stored.
async fn reading_response(
    app: &App,
    applicant: &Applicant,
    record: ReadingRecord,
    tries_left: u32,
) -> Result<Json<PictureReading>, Error> {
    let ReadingRecord { mut reading, corrected } = record;
    if let Some(side) = reading.side.map(Side::other)
        && let Some(other) = app.db.latest_reading(&applicant.id, side.kind()).await?
        && other.side == Some(side)
    {
        let against = match side {
            Side::Portrait => between_sides(&other, &reading, app.today()),
            Side::Emblem => between_sides(&reading, &other, app.today()),
        };
        // Only advice is added here. Hard contradictions are judged in the answers, where the applicant may have corrected a misread value.
        let advice = against.into_iter().filter(|fault| fault.severity == Severity::Soft);
        reading.faults.extend(advice);
        reading.faults.sort();
    }
    Ok(Json(PictureReading { reading, put_right: corrected, tries_left }))
}

/// How many more pictures of a side will be read for an applicant.
struct RemainingTries {
    left: u32,
    /// Seconds until one more try is available.
    wait_seconds: i64,
    message: String,
}

impl RemainingTries {
    async fn count(app: &App, applicant: &Applicant, kind: PictureKind) -> Result<Self, Error> {
        let settings = &app.config.reading;
        let since = app.clock.now() - settings.tries_window_seconds();
        let (used, first) = app.db.count_reading_tries(&applicant.id, kind, since).await?;
        Ok(Self {
            left: settings.tries.saturating_sub(u32::try_from(used).unwrap_or(u32::MAX)),
            wait_seconds: first.map_or(settings.tries_window_seconds(), |first| first - since),
            message: format!(
                "{}小时内识别次数已用完（{}次），请对照照片手工填写，或稍后再试",
                settings.tries_hours, settings.tries
            ),
        })
    }

    fn require_one(&self) -> Result<(), Error> {
        match self.left {
            0 => Err(Error::too_many(self.wait_seconds, self.message.clone())),
            _ => Ok(()),
        }
    }
}

async fn read_and_store(
    app: &App,
    applicant: &Applicant,
    own: &PictureRecord,
    slot: ReadingSlot,
) -> Result<ReadingRecord, Error> {
    let key = PhotoStore::key(&own.id, &own.format);
    let missing = || Error::Internal(String::from("a picture is not in the store"));
    let bytes = app.store.get(&key).await?.ok_or_else(missing)?;
    let metrics = app.metrics.readings();
    let today = app.today();
    let text = app.readers.read(slot, bytes.clone(), today).await.inspect_err(|_| {
        metrics.count_reading(ReadingOutcome::Failed);
    })?;
    let reading = text.reading(today);
    metrics.count_reading(if reading.side.is_some() {
        ReadingOutcome::Read
    } else {
        ReadingOutcome::NoCard
    });

    let actual_kind = reading.side.map_or(own.kind, Side::kind);
    let is_rotated = reading.side.is_some() && text.quarters() != 0;
    let corrected = if is_rotated || actual_kind != own.kind {
        // The purge removes the old picture.
        let accepted = app.pictures.correct_id_picture(actual_kind, bytes, text.quarters()).await?;
        Some(picture::store_picture(app, actual_kind, accepted).await?)
    } else {
        None
    };
    let reading = judge_reading(reading, actual_kind, applicant);
    let new = NewReading {
        kind: own.kind,
        sha256: &own.sha256,
        reading: &reading,
        corrected: corrected.as_ref(),
    };
    app.db.insert_reading(&applicant.id, new, app.clock.now()).await?;
    Ok(ReadingRecord { reading, corrected: corrected.map(|new| new.view) })
}

/// The reading with its faults for this side and this applicant.
fn judge_reading(reading: CardReading, kind: PictureKind, applicant: &Applicant) -> CardReading {
    let reading = for_picture(reading, kind);
    let fault = against_person(&reading, &applicant.name, &applicant.id_number);
    let mut reading = without_other_person(reading, &applicant.name, &applicant.id_number);
    reading.faults.extend(fault);
    reading.faults.sort();
    reading
}
