//! Texts that are made of parts: numbers, days, and what the person named.

use sscard_shared::{
    api::ErrorCode,
    date,
    door::Door,
    fault::{Fault, FaultCode},
    language::Language,
    legible,
};

use super::{at_door, en, said, words, zh_cn};
use crate::{door::door, language::language};

/// Cause and remedy of a fault.
#[must_use]
pub fn fault(fault: &Fault) -> String {
    // The rules do not know by which door somebody came; what is not there has another name at each.
    if fault.code == FaultCode::Missing && door() != Door::Minsheng {
        return fault.field.prompt_in(door(), language()).to_owned();
    }
    fault.words_in(language()).into_owned()
}

/// What the server said with a code, with its Chinese words (none where it failed without any), and how long it wants us to wait.
#[must_use]
pub fn server_said(code: ErrorCode, message: &str, retry_after: Option<u32>) -> String {
    said!(server_said(code, message, retry_after))
}

/// By which number somebody is signed in, masked.
#[must_use]
pub fn signed_in_by_number(mobile: &str) -> String {
    said!(signed_in_by_number(mobile))
}

/// How many of the moves of 人脸识别 are done.
#[must_use]
pub fn face_moves_done(done: usize, of: usize) -> String {
    said!(face_moves_done(done, of))
}

/// Which question of a step it is.
#[must_use]
pub fn question_place(at: usize, of: usize) -> String {
    said!(question_place(at, of))
}

/// The name of the button that reads out a question.
#[must_use]
pub fn read_question(label: &str) -> String {
    [words().read_question, words().colon, label].concat()
}

/// An answer, said aloud.
#[must_use]
pub fn answered(answer: &str) -> String {
    said!(answered(answer))
}

/// The server failed; the number finds the failure in its log.
#[must_use]
pub fn ask_with_number(message: &str, request_id: &str) -> String {
    said!(ask_with_number(message, request_id))
}

/// The title of the browser's window.
#[must_use]
pub fn window_title(page: &str) -> String {
    [page, " · ", at_door().service].concat()
}

/// `获取验证码`, while it has to wait.
#[must_use]
pub fn code_again_in(seconds: u32) -> String {
    said!(code_again_in(seconds))
}

/// Who was found by the real name, above the questions of the first step.
#[must_use]
pub fn as_real_named(name: &str) -> String {
    said!(as_real_named(name))
}

/// How many more pictures of a side are read for now.
#[must_use]
pub fn tries_left(tries: u32) -> String {
    said!(tries_left(tries))
}

/// A picture of one side was chosen as the other, and was put where it belongs.
#[must_use]
pub fn moved_to(side: &str) -> String {
    said!(moved_to(side))
}

/// A picture of one side was chosen as the other, and the one side is there already.
#[must_use]
pub fn not_this_side(side: &str, wanted: &str) -> String {
    said!(not_this_side(side, wanted))
}

/// The strip of a picture on which a field stands.
#[must_use]
pub fn strip_of(label: &str) -> String {
    said!(strip_of(label))
}

/// A date of a field as it is read; what is no date yet stays as it was typed.
#[must_use]
pub fn day_as_typed(text: &str) -> String {
    date::parse(text).map_or_else(|_| text.to_owned(), |day| legible::day(day, language()))
}

/// The button that opens the calendar of a field.
#[must_use]
pub fn open_calendar(label: &str) -> String {
    said!(open_calendar(label))
}

/// How far a picture is on its way, and which it is of those that are.
#[must_use]
pub fn uploading(percent: u8, turn: usize, of: usize) -> String {
    said!(uploading(percent, turn, of))
}

/// A picture was removed.
#[must_use]
pub fn removed(label: &str) -> String {
    said!(removed(label))
}

/// What a picture tells was taken in place of what was typed.
#[must_use]
pub fn taken_over(label: &str) -> String {
    said!(taken_over(label))
}

/// What is kept while there is no network, and what waits for one.
#[must_use]
pub fn kept_here(steps: &[&str], pictures: usize) -> String {
    said!(kept_here(steps, pictures))
}

/// The network is back, and so many pictures are on their way.
#[must_use]
pub fn catching_up(pictures: usize) -> String {
    said!(catching_up(pictures))
}

/// How many things stand in the way.
#[must_use]
pub fn mend_first(count: usize) -> String {
    said!(mend_first(count))
}

/// How many branches were found, and how many of them are listed.
#[must_use]
pub fn branches_found(found: usize, listed: usize) -> String {
    said!(branches_found(found, listed))
}

/// A button's word with the thing that it acts on, for who hears the button alone.
#[must_use]
pub fn act_on(act: &str, thing: &str) -> String {
    said!(act_on(act, thing))
}

/// A text was agreed to, in this version.
#[must_use]
pub fn agreed_to(version: &str) -> String {
    said!(agreed_to(version))
}

/// A day of the form `2026-11-23` as people read it; what is no such day stays as it is.
#[must_use]
pub fn day(iso: &str) -> String {
    let said = match language() {
        Language::ZhCn => date::parse(iso).ok().map(|day| legible::day(day, Language::ZhCn)),
        Language::En => en::day(iso),
    };
    said.unwrap_or_else(|| iso.to_owned())
}

/// A moment of the form `2026-11-23 14:05` as people read it.
#[must_use]
pub fn moment(iso: &str) -> String {
    match iso.split_once(' ') {
        Some((date, time)) => [&day(date), words().before_time, time].concat(),
        None => day(iso),
    }
}
