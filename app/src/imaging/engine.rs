//! The page's end of the line to the image worker: starting it, asking, hearing, giving up, ending it.

use std::{
    cell::RefCell,
    collections::VecDeque,
    future::poll_fn,
    rc::Rc,
    sync::Arc,
    task::{Poll, Waker},
};

use gloo_timers::callback::Timeout;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use sscard_shared::fault::Faults;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, File, MessageEvent, Worker};

use super::job::{Job, Reply, Stage};
use crate::words;

/// How long the worker may take to load: 1 MB on a very bad network.
const START_MILLISECONDS: u32 = 40_000;
/// How long one job may take: the largest picture on a slow phone, with room to spare. People can stop earlier.
const JOB_MILLISECONDS: u32 = 90_000;
/// Where the worker lies when the page does not say, as under `trunk serve`.
const PLAIN_URL: &str = "/image-worker_loader.js";

/// Why no picture came back.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The picture cannot be used; each fault says why and what to do.
    Refused(Faults),
    /// The file could not be read from the device.
    Unreadable,
    /// The worker could not be loaded.
    NotStarted,
    /// The worker died, most likely because the device has no memory left.
    Crashed,
    /// The worker took too long and was ended.
    TooLong,
    /// The person, or the page, ended it.
    Ended,
}

impl Problem {
    /// What to tell the person, cause and remedy, one sentence or more to a line.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let crop = &words().crop;
        match self {
            Self::Refused(faults) => faults.iter().map(words::fault).collect(),
            Self::Unreadable => vec![crop.unreadable.to_owned()],
            Self::NotStarted => vec![crop.not_started.to_owned()],
            Self::Crashed => vec![crop.crashed.to_owned()],
            Self::TooLong => vec![crop.too_long.to_owned()],
            Self::Ended => vec![crop.ended.to_owned()],
        }
    }
}

/// What goes to the worker beside a job's text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Beside<'a> {
    /// The text says it all.
    Nothing,
    /// A file, which the worker reads.
    File(&'a File),
    /// Bytes, which are the worker's from then on.
    Buffer(&'a ArrayBuffer),
}

/// One running worker. It is ended when this is dropped.
#[derive(Debug)]
pub struct Engine {
    worker: Worker,
    mailbox: Rc<Mailbox>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl Engine {
    /// Starts the worker; it says by itself when it listens.
    pub(super) fn start(on_stage: Box<dyn Fn(Stage)>) -> Result<Self, Problem> {
        on_stage(Stage::Starting);
        let worker = Worker::new(&url()).map_err(|_| Problem::NotStarted)?;
        let mailbox = Rc::new(Mailbox::default());
        let into = Rc::clone(&mailbox);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match letter(&event.data()) {
                Some((Reply::Busy { stage }, _)) => on_stage(stage),
                Some((reply, bytes)) => into.put(Ok((reply, bytes))),
                None => into.put(Err(Problem::NotStarted)),
            }
        });
        let into = Rc::clone(&mailbox);
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |_| into.put(Err(Problem::Crashed)));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, mailbox, _on_message: on_message, _on_error: on_error })
    }

    /// Has one job done. Jobs follow each other: the next is asked for when the last was answered.
    pub(super) async fn ask(&self, job: &Job, beside: Beside<'_>) -> Result<Letter, Problem> {
        self.wait_until_listening().await?;
        let text = serde_json::to_string(job).map_err(|_| Problem::NotStarted)?.into();
        let posted = match beside {
            Beside::Nothing => self.worker.post_message(&Array::of2(&text, &JsValue::UNDEFINED)),
            Beside::File(file) => self.worker.post_message(&Array::of2(&text, file)),
            Beside::Buffer(buffer) => self
                .worker
                .post_message_with_transfer(&Array::of2(&text, buffer), &Array::of1(buffer)),
        };
        if posted.is_err() {
            return Err(Problem::Crashed);
        }
        match self.hear(JOB_MILLISECONDS).await {
            Ok((Reply::Refused { faults }, _)) => Err(Problem::Refused(faults)),
            Ok((Reply::Unreadable, _)) => Err(Problem::Unreadable),
            Ok((Reply::Crashed, _)) => Err(self.given_up(Problem::Crashed)),
            Ok(letter) => Ok(letter),
            Err(problem) => Err(self.given_up(problem)),
        }
    }

    async fn wait_until_listening(&self) -> Result<(), Problem> {
        if self.mailbox.is_listening() {
            return Ok(());
        }
        match self.hear(START_MILLISECONDS).await {
            Ok((Reply::Listening, _)) => {
                self.mailbox.0.borrow_mut().listening = true;
                Ok(())
            }
            Err(Problem::Ended) => Err(Problem::Ended),
            _ => Err(self.given_up(Problem::NotStarted)),
        }
    }

    async fn hear(&self, milliseconds: u32) -> Result<Letter, Problem> {
        let into = Rc::clone(&self.mailbox);
        let _alarm = Timeout::new(milliseconds, move || into.put(Err(Problem::TooLong)));
        self.mailbox.next().await
    }

    /// A worker that failed once is not asked again: whatever it holds is in doubt.
    fn given_up(&self, problem: Problem) -> Problem {
        self.end();
        problem
    }

    pub(super) fn end(&self) {
        self.worker.terminate();
        self.mailbox.close();
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The worker's file has a name that tells its content, which the page learns from its own HTML.
fn url() -> String {
    leptos::prelude::document()
        .query_selector("meta[name=image-worker]")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_else(|| PLAIN_URL.to_owned())
}

/// A reply, and the bytes beside it (none where the reply has none).
pub(super) type Letter = (Reply, Arc<[u8]>);

fn letter(data: &JsValue) -> Option<Letter> {
    let pair: &Array = data.dyn_ref()?;
    let reply = serde_json::from_str(&pair.get(0).as_string()?).ok()?;
    let bytes = pair
        .get(1)
        .dyn_into::<ArrayBuffer>()
        .map(|buffer| Uint8Array::new(&buffer).to_vec())
        .unwrap_or_default();
    Some((reply, bytes.into()))
}

/// What came and was not yet taken, and who waits for it: one at a time.
#[derive(Debug, Default)]
struct Mailbox(RefCell<Inbox>);

#[derive(Debug, Default)]
struct Inbox {
    letters: VecDeque<Result<Letter, Problem>>,
    waiting: Option<Waker>,
    listening: bool,
    closed: bool,
}

impl Mailbox {
    fn is_listening(&self) -> bool {
        self.0.borrow().listening
    }

    fn put(&self, letter: Result<Letter, Problem>) {
        let waiting = {
            let mut inbox = self.0.borrow_mut();
            if inbox.closed {
                return;
            }
            inbox.letters.push_back(letter);
            inbox.waiting.take()
        };
        if let Some(waiting) = waiting {
            waiting.wake();
        }
    }

    /// From now on, and for whoever waits already, everything has ended: also what came and was not taken.
    fn close(&self) {
        let waiting = {
            let mut inbox = self.0.borrow_mut();
            inbox.closed = true;
            inbox.letters.clear();
            inbox.waiting.take()
        };
        if let Some(waiting) = waiting {
            waiting.wake();
        }
    }

    async fn next(&self) -> Result<Letter, Problem> {
        poll_fn(|context| {
            let mut inbox = self.0.borrow_mut();
            if inbox.closed {
                return Poll::Ready(Err(Problem::Ended));
            }
            match inbox.letters.pop_front() {
                Some(letter) => Poll::Ready(letter),
                None => {
                    inbox.waiting = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::Future,
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use super::*;

    fn poll(mailbox: &Mailbox) -> Poll<Result<Letter, Problem>> {
        pin!(mailbox.next()).poll(&mut Context::from_waker(Waker::noop()))
    }

    fn listening() -> Letter {
        (Reply::Listening, Arc::from([]))
    }

    #[test]
    fn letters_are_taken_in_the_order_they_came() {
        let mailbox = Mailbox::default();
        assert!(poll(&mailbox).is_pending());
        mailbox.put(Ok(listening()));
        mailbox.put(Err(Problem::Crashed));
        assert_eq!(poll(&mailbox), Poll::Ready(Ok(listening())));
        assert_eq!(poll(&mailbox), Poll::Ready(Err(Problem::Crashed)));
        assert!(poll(&mailbox).is_pending());
    }

    #[test]
    fn what_came_before_the_end_and_was_not_taken_is_not_taken_after_it() {
        let mailbox = Mailbox::default();
        mailbox.put(Ok(listening()));
        mailbox.close();
        assert_eq!(poll(&mailbox), Poll::Ready(Err(Problem::Ended)));
        mailbox.put(Ok(listening()));
        assert_eq!(poll(&mailbox), Poll::Ready(Err(Problem::Ended)));
    }

    #[test]
    fn every_problem_has_words_that_end_as_a_sentence() {
        for problem in
            [Problem::Unreadable, Problem::NotStarted, Problem::Crashed, Problem::TooLong]
        {
            assert!(problem.words().iter().all(|words| words.ends_with('。')), "{problem:?}");
        }
    }
}
