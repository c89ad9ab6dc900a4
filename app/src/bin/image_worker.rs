//! The image worker: hears jobs, has them done by [`sscard_app::imaging::work`], and answers.

use std::cell::RefCell;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use sscard_app::imaging::{
    job::{Job, Reply, Stage},
    work::{Bench, Made, admit},
};
use sscard_shared::{api::PictureKind, fault::Faults};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

fn main() {
    console_error_panic_hook::set_once();
    let page: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let bench = RefCell::new(Bench::default());
    let mouth = page.clone();
    // A job runs within this one call: a trap then reaches the page as the worker's `error` event, which it would not do
    // out of a promise.
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let on_stage = |stage: Stage| say(&mouth, &Reply::Busy { stage }, None);
        if let Some((job, file)) = heard(&event.data()) {
            answer(&mouth, done(&bench, job, file.as_ref(), &on_stage));
        }
    });
    page.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    say(&page, &Reply::Listening, None);
}

fn heard(data: &JsValue) -> Option<(Job, Option<Blob>)> {
    let pair: &Array = data.dyn_ref()?;
    let job = serde_json::from_str(&pair.get(0).as_string()?).ok()?;
    Some((job, pair.get(1).dyn_into().ok()))
}

/// Why a job was not done.
enum Failure {
    /// The device did not give the file.
    Unreadable,
    /// The picture cannot be used.
    Refused(Faults),
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Self::Refused(faults)
    }
}

/// What was done, and whether the picture was only opened.
fn done(
    bench: &RefCell<Bench>,
    job: Job,
    file: Option<&Blob>,
    on_stage: &dyn Fn(Stage),
) -> Result<(Reply, Vec<u8>), Failure> {
    let mut bench = bench.borrow_mut();
    Ok(match job {
        Job::Open { kind } => {
            let Made { bytes, width, height, .. } =
                bench.open(kind, read(kind, file)?, on_stage)?;
            (Reply::Opened { width, height }, bytes)
        }
        Job::Crop { cut } => ready(bench.crop(cut, on_stage)?),
        // Nothing is said of a frame until there is something that looks: the page then hints at light and stillness alone.
        Job::Look { .. } => return Err(Failure::Refused(Faults::default())),
        Job::IdSide { kind } => ready(bench.id_side(kind, read(kind, file)?, on_stage)?),
    })
}

fn ready(made: Made) -> (Reply, Vec<u8>) {
    let Made { bytes, width, height, faults } = made;
    (Reply::Done { width, height, faults }, bytes)
}

/// Reads the whole file, waiting for it as only a worker may.
fn read(kind: PictureKind, file: Option<&Blob>) -> Result<Vec<u8>, Failure> {
    let file = file.ok_or(Failure::Unreadable)?;
    admit(kind, file.size())?;
    let buffer = FileReaderSync::new()
        .and_then(|reader| reader.read_as_array_buffer(file))
        .map_err(|_| Failure::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn answer(page: &DedicatedWorkerGlobalScope, result: Result<(Reply, Vec<u8>), Failure>) {
    match result {
        Ok((reply, bytes)) => say(page, &reply, Some(&Uint8Array::from(bytes.as_slice()).buffer())),
        Err(Failure::Unreadable) => say(page, &Reply::Unreadable, None),
        Err(Failure::Refused(faults)) => say(page, &Reply::Refused { faults }, None),
    }
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
