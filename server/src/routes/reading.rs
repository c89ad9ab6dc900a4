//! 读卡: what an applicant's own picture of an identity card says.

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
    db::{Applicant, KeptPicture, KeptReading, NewReading},
    error::Error,
    metrics::Outcome,
    photo_store::PhotoStore,
    reading::Place,
    routes::picture,
};

/// Reads a picture, or tells what was read of it before.
pub async fn read(
    State(app): State<App>,
    applicant: Applicant,
    Path(id): Path<String>,
) -> Result<Json<PictureReading>, Error> {
    let own = app.db.find_picture(&applicant.id, &id).await?.ok_or(Error::NotFound)?;
    let kind = match own.kind {
        PictureKind::EmblemSide | PictureKind::PortraitSide => own.kind,
        PictureKind::Photo => return Err(Error::NotFound),
    };
    let turn = app.applicant_locks.lock(&applicant.id, kind).await?;
    let tries = Tries::of(&app, &applicant, kind).await?;
    if let Some(kept) = app.db.find_reading(&applicant.id, &id).await? {
        return answer(&app, &applicant, kept, tries.left).await;
    }
    tries.allow_one_more()?;
    let place = app.readers.place().await?;
    // Once it is begun it is finished and kept, even where nobody waits for it any more: who asks again finds the answer.
    let work = tokio::spawn({
        let (app, applicant) = (app.clone(), applicant.clone());
        async move {
            let kept = read_now(&app, &applicant, &own, place).await;
            drop(turn);
            kept
        }
    });
    let stopped = |_| Error::Internal(String::from("the reading of a picture stopped"));
    let kept = work.await.map_err(stopped)??;
    answer(&app, &applicant, kept, tries.left.saturating_sub(1)).await
}

/// What was read, with what the other side says against it: that one may be another by now, so this is not kept.
async fn answer(
    app: &App,
    applicant: &Applicant,
    kept: KeptReading,
    tries_left: u32,
) -> Result<Json<PictureReading>, Error> {
    let KeptReading { mut reading, put_right } = kept;
    if let Some(side) = reading.side.map(Side::other)
        && let Some(other) = app.db.latest_reading(&applicant.id, side.kind()).await?
        && other.side == Some(side)
    {
        let against = match side {
            Side::Portrait => between_sides(&other, &reading, app.today()),
            Side::Emblem => between_sides(&reading, &other, app.today()),
        };
        // What blocks does so by the answers, where the person may have mended what was misread.
        let advice = against.into_iter().filter(|fault| fault.severity == Severity::Soft);
        reading.faults.extend(advice);
        reading.faults.sort();
    }
    Ok(Json(PictureReading { reading, put_right, tries_left }))
}

/// How many more pictures of a side will be read for an applicant.
struct Tries {
    left: u32,
    /// Seconds until there will be one more.
    wait: i64,
    words: String,
}

impl Tries {
    async fn of(app: &App, applicant: &Applicant, kind: PictureKind) -> Result<Self, Error> {
        let settings = &app.config.reading;
        let since = app.clock.now() - settings.window();
        let (used, first) = app.db.readings_since(&applicant.id, kind, since).await?;
        Ok(Self {
            left: settings.tries.saturating_sub(u32::try_from(used).unwrap_or(u32::MAX)),
            wait: first.map_or(settings.window(), |first| first - since),
            words: format!(
                "{}小时内识别次数已用完（{}次），请对照照片手工填写，或稍后再试",
                settings.tries_hours, settings.tries
            ),
        })
    }

    fn allow_one_more(&self) -> Result<(), Error> {
        match self.left {
            0 => Err(Error::too_many(self.wait, self.words.clone())),
            _ => Ok(()),
        }
    }
}

async fn read_now(
    app: &App,
    applicant: &Applicant,
    own: &KeptPicture,
    place: Place,
) -> Result<KeptReading, Error> {
    let key = PhotoStore::key(&own.id, &own.format);
    let missing = || Error::Internal(String::from("a picture is not in the store"));
    let bytes = app.store.get(&key).await?.ok_or_else(missing)?;
    let numbers = app.metrics.readings();
    let today = app.today();
    let seen = app.readers.look(place, bytes.clone(), today).await.inspect_err(|_| {
        numbers.ended(Outcome::Failed);
    })?;
    let reading = seen.reading(today);
    numbers.ended(if reading.side.is_some() { Outcome::Read } else { Outcome::NoCard });

    let right_kind = reading.side.map_or(own.kind, Side::kind);
    let lies_wrong = reading.side.is_some() && seen.quarters() != 0;
    let put_right = if lies_wrong || right_kind != own.kind {
        // The old picture is left to the purge.
        let fit = app.pictures.put_right(right_kind, bytes, seen.quarters()).await?;
        Some(picture::store(app, right_kind, fit).await?)
    } else {
        None
    };
    let reading = judged(reading, right_kind, applicant);
    let new = NewReading {
        kind: own.kind,
        sha256: &own.sha256,
        reading: &reading,
        put_right: put_right.as_ref(),
    };
    app.db.keep_reading(&applicant.id, new, app.clock.now()).await?;
    Ok(KeptReading { reading, put_right: put_right.map(|new| new.view) })
}

/// The reading with what is wrong with it in this place and for this person.
fn judged(reading: CardReading, kind: PictureKind, applicant: &Applicant) -> CardReading {
    let reading = for_picture(reading, kind);
    let fault = against_person(&reading, &applicant.name, &applicant.id_number);
    let mut reading = without_other_person(reading, &applicant.name, &applicant.id_number);
    reading.faults.extend(fault);
    reading.faults.sort();
    reading
}
