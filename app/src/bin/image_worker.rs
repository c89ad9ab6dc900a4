//! The image worker: hears jobs, has them done by [`sscard_app::imaging::work`], and answers.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, ArrayBuffer, Uint8Array};
use sscard_app::imaging::{
    Seen, browser,
    job::{Job, Reply, Stage},
    models,
    reading::{self, Failure},
    work::{Bench, Cut, Made, Opened},
};
use sscard_shared::{api::PictureKind, fault::Faults, photo::Framing};
use sscard_vision::{Picture, WORKING_PIXELS};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

/// The longest side of the picture that is shown while cropping: three device pixels to each of a phone's, and no more.
const PREVIEW_MAX_SIDE: u32 = 1280;
/// A picture of a card is decoded to so many pixels: a card that takes half of its width then still has all that is sent of it.
const CARD_PIXELS: u64 = 8_000_000;

/// What the worker holds between jobs.
#[derive(Debug, Default)]
struct Table {
    bench: Bench,
    /// The file of the open picture, for decoding it finer.
    file: Option<Blob>,
}

fn main() {
    let page: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    say_when_it_crashes(&page);
    let table = Rc::new(RefCell::new(Some(Table::default())));
    let mouth = page.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some((job, beside)) = heard(&event.data()) else { return };
        // The page asks for one job at a time; one that comes while another is done is not answered.
        let Some(mut held) = table.take() else { return };
        let (mouth, table) = (mouth.clone(), Rc::clone(&table));
        spawn_local(async move {
            let on_stage = |stage: Stage| say(&mouth, &Reply::Busy { stage }, None);
            answer(&mouth, done(&mut held, job, beside, &on_stage).await);
            table.replace(Some(held));
        });
    });
    page.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    say(&page, &Reply::Listening, None);
}

/// A panic within a promise does not reach the page by itself, which would wait in vain.
fn say_when_it_crashes(page: &DedicatedWorkerGlobalScope) {
    let mouth = page.clone();
    std::panic::set_hook(Box::new(move |info| {
        console_error_panic_hook::hook(info);
        say(&mouth, &Reply::Crashed, None);
    }));
}

/// The job, and what lies beside it.
fn heard(data: &JsValue) -> Option<(Job, JsValue)> {
    let pair: &Array = data.dyn_ref()?;
    let job = serde_json::from_str(&pair.get(0).as_string()?).ok()?;
    Some((job, pair.get(1)))
}

fn file(beside: JsValue) -> Result<Blob, Failure> {
    beside.dyn_into().map_err(|_| Failure::Unreadable)
}

/// A frame of the live camera.
fn frame(beside: JsValue, width: u32, height: u32) -> Option<Picture> {
    let buffer: ArrayBuffer = beside.dyn_into().ok()?;
    Picture::from_rgba(width, height, Uint8Array::new(&buffer).to_vec()).ok()
}

type Answer = (Reply, Option<Vec<u8>>);

async fn done(
    table: &mut Table,
    job: Job,
    beside: JsValue,
    on_stage: &dyn Fn(Stage),
) -> Result<Answer, Failure> {
    match job {
        Job::Open { kind } => open(table, kind, file(beside)?, on_stage).await,
        Job::Crop { cut } => crop(table, cut, on_stage).await,
        Job::Straighten { corners } => Ok(ready(table.bench.straighten(corners, on_stage)?)),
        Job::Look { kind, width, height } => {
            let frame = frame(beside, width, height).ok_or(Failure::Unreadable)?;
            if kind == PictureKind::Photo {
                meet_people(table).await;
            }
            let Seen { face, faces, card } = table.bench.look(kind, &frame);
            Ok((Reply::Seen { face, faces, card }, None))
        }
        Job::Face { width, height } => {
            let frame = frame(beside, width, height).ok_or(Failure::Unreadable)?;
            meet_people(table).await;
            Ok((Reply::Face { look: table.bench.face(&frame) }, None))
        }
        Job::Judge { kind } => {
            let bytes = reading::bytes(&file(beside)?, f64::INFINITY).await?;
            if kind == PictureKind::Photo {
                meet_people(table).await;
            }
            let (faults, measured) = table.bench.judge(kind, &bytes);
            Ok((Reply::Judged { faults, measured }, None))
        }
    }
}

async fn open(
    table: &mut Table,
    kind: PictureKind,
    file: Blob,
    on_stage: &dyn Fn(Stage),
) -> Result<Answer, Failure> {
    table.bench.clear();
    on_stage(Stage::Reading);
    let of_people = kind == PictureKind::Photo;
    let coming = (of_people && !table.bench.knows_people()).then(models::ask);
    let pixels = if of_people { WORKING_PIXELS } else { CARD_PIXELS };
    let source = reading::decode(kind, &file, pixels).await?;
    if let Some(coming) = coming
        && let Some(people) = coming.people().await
    {
        table.bench.meet(people);
    }
    let opened = table.bench.open(kind, source, on_stage)?;
    table.file = Some(file);
    let preview = match table.bench.picture() {
        Some(picture) => browser::preview(picture, PREVIEW_MAX_SIDE).await,
        None => None,
    };
    let Opened { width, height, head, framing, corners } = opened;
    Ok((Reply::Opened { width, height, head, framing, corners }, preview))
}

async fn crop(
    table: &mut Table,
    framing: Framing,
    on_stage: &dyn Fn(Stage),
) -> Result<Answer, Failure> {
    let pixels = match table.bench.cut(framing, false, on_stage)? {
        Cut::Made(made) => return Ok(ready(made)),
        Cut::Finer(pixels) => pixels,
    };
    if let Some(file) = &table.file {
        on_stage(Stage::Making);
        if let Some(finer) = reading::decode_finer(file, pixels).await {
            table.bench.refine(finer);
        }
    }
    match table.bench.cut(framing, true, on_stage)? {
        Cut::Made(made) => Ok(ready(made)),
        Cut::Finer(_) => Err(Failure::Unreadable),
    }
}

/// Fetches the finder of people, once.
async fn meet_people(table: &mut Table) {
    if !table.bench.knows_people()
        && let Some(people) = models::ask().people().await
    {
        table.bench.meet(people);
    }
}

fn ready(made: Made) -> Answer {
    let Made { bytes, width, height, faults } = made;
    (Reply::Done { width, height, faults }, Some(bytes))
}

fn answer(page: &DedicatedWorkerGlobalScope, result: Result<Answer, Failure>) {
    match result {
        Ok((reply, bytes)) => {
            let buffer = bytes.map(|bytes| Uint8Array::from(bytes.as_slice()).buffer());
            say(page, &reply, buffer.as_ref());
        }
        Err(Failure::Unreadable) => say(page, &Reply::Unreadable, None),
        Err(Failure::Refused(faults)) => refuse(page, faults),
    }
}

fn refuse(page: &DedicatedWorkerGlobalScope, faults: Faults) {
    say(page, &Reply::Refused { faults }, None);
}

/// Says a reply; the buffer beside it changes hands.
fn say(page: &DedicatedWorkerGlobalScope, reply: &Reply, buffer: Option<&ArrayBuffer>) {
    let Ok(text) = serde_json::to_string(reply) else { return };
    // A message that cannot be sent leaves the page to its own clock, which ends the worker with words.
    let _ = match buffer {
        Some(buffer) => {
            let letter = Array::of2(&text.into(), buffer);
            page.post_message_with_transfer(&letter, &Array::of1(buffer))
        }
        None => page.post_message(&Array::of2(&text.into(), &JsValue::UNDEFINED)),
    };
}
