//! 图形验证码 and its alternative in words: tasks that can be answered once. They make a flood of requests more expensive, but are no barrier:
//! programs can read pictures and add. The pauses of [`crate::throttle`] protect passwords.

mod drawing;
mod glyphs;

use std::{collections::HashMap, net::IpAddr, sync::Mutex};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use rand::{RngExt as _, seq::IndexedRandom as _};
use sscard_shared::{
    api::{Captcha, CaptchaAnswer, Task, TaskKind},
    normalise,
    sum::Sum,
};

use crate::{config, error::Error, limits::AddressLimit, secret};

/// The number of characters: few enough to type at once.
const CHARACTERS: usize = 4;
/// The most tasks at one time. An address has a limit, so that none can fill this alone.
const MAX_TASKS: usize = 50_000;

/// The tasks that were issued and not answered yet. They are in memory only, because none outlives a restart by much.
#[derive(Debug)]
pub struct Captchas {
    valid_seconds: i64,
    per_address: AddressLimit,
    tasks: Mutex<HashMap<String, OpenTask>>,
}

#[derive(Debug)]
struct OpenTask {
    solution: Solution,
    expires_at: i64,
}

#[derive(Debug)]
enum Solution {
    Text(String),
    Sum(Sum),
}

impl Solution {
    fn random(kind: TaskKind) -> Self {
        let mut rng = rand::rng();
        match kind {
            TaskKind::Image => Self::Text(
                (0..CHARACTERS)
                    .filter_map(|_| glyphs::ALL.choose(&mut rng).map(|(character, _)| *character))
                    .collect(),
            ),
            TaskKind::Sum => Self::Sum(Sum::of(rng.random_range(1..=9), rng.random_range(1..=9))),
        }
    }

    fn is_answered_by(&self, typed: &str) -> bool {
        match self {
            Self::Text(text) => normalise::compact(typed).eq_ignore_ascii_case(text),
            Self::Sum(sum) => sum.is_answered_by(typed),
        }
    }

    async fn task(&self) -> Result<Task, Error> {
        match self {
            Self::Text(text) => {
                let text = text.clone();
                let drawn = tokio::task::spawn_blocking(move || drawing::draw(&text)).await;
                let bytes = drawn
                    .map_err(|_| Error::Internal(String::from("a captcha could not be drawn")))?
                    .map_err(|error| Error::Internal(error.to_string()))?;
                let url = ["data:image/jpeg;base64,", &BASE64_STANDARD.encode(bytes)].concat();
                Ok(Task::Image(url))
            }
            Self::Sum(sum) => Ok(Task::Sum(sum.words())),
        }
    }
}

impl Captchas {
    /// Uses the limits of the settings.
    #[must_use]
    pub fn new(settings: &config::CaptchaSettings) -> Self {
        Self {
            valid_seconds: settings.minutes * 60,
            per_address: AddressLimit::new(settings.per_address_per_hour),
            tasks: Mutex::default(),
        }
    }

    /// Issues a task.
    ///
    /// # Errors
    /// [`Error::TooMany`] when the address has requested too many.
    pub async fn issue(&self, kind: TaskKind, address: IpAddr, now: i64) -> Result<Captcha, Error> {
        self.per_address.count(address, now).map_err(|seconds| {
            Error::too_many(seconds, "您所在的网络获取图形验证码过于频繁，请稍后再试")
        })?;
        let (id, solution) = (secret::id(), Solution::random(kind));
        let task = solution.task().await?;
        self.insert(id.clone(), OpenTask { solution, expires_at: now + self.valid_seconds }, now);
        let expires_in = u32::try_from(self.valid_seconds).unwrap_or(u32::MAX);
        Ok(Captcha { id, task, expires_in })
    }

    /// Checks an answer. Right or wrong, the task is over; after a wrong answer the browser needs another.
    ///
    /// # Errors
    /// [`Error::BadCaptcha`] when the answer is wrong, or the task was answered already, or has expired.
    pub fn check_answer(&self, given: &CaptchaAnswer, now: i64) -> Result<(), Error> {
        let mut tasks = self.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let is_right = tasks.remove(&given.id).is_some_and(|task| {
            now < task.expires_at && task.solution.is_answered_by(&given.answer)
        });
        if is_right { Ok(()) } else { Err(Error::BadCaptcha) }
    }

    fn insert(&self, id: String, new: OpenTask, now: i64) {
        let mut tasks = self.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if tasks.len() >= MAX_TASKS {
            tasks.retain(|_, task| now < task.expires_at);
            if tasks.len() >= MAX_TASKS {
                // The older half is more likely to have been given up.
                let mut ends: Vec<i64> = tasks.values().map(|task| task.expires_at).collect();
                ends.sort_unstable();
                let middle = ends.get(MAX_TASKS / 2).copied().unwrap_or_default();
                tasks.retain(|_, task| task.expires_at > middle);
            }
        }
        tasks.insert(id, new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picture_answers_ignore_case_and_width() {
        let solution = Solution::Text("A3KW".to_owned());
        for right in ["A3KW", "a3kw", " a3 kw ", "Ａ３ｋｗ"] {
            assert!(solution.is_answered_by(right), "{right}");
        }
        for wrong in ["", "A3K", "A3KWW", "A3KV"] {
            assert!(!solution.is_answered_by(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_full_table_forgets_the_oldest_tasks_first() {
        let settings = config::CaptchaSettings { minutes: 5, per_address_per_hour: 1 };
        let captchas = Captchas::new(&settings);
        let task = |at| OpenTask { solution: Solution::Sum(Sum::of(1, 1)), expires_at: at };
        for at in 0..MAX_TASKS {
            captchas.insert(at.to_string(), task(1_000 + at as i64), 0);
        }
        captchas.insert(String::from("new"), task(i64::MAX), 0);
        let answer = |id: &str| CaptchaAnswer { id: id.to_owned(), answer: String::from("2") };
        assert!(captchas.check_answer(&answer("0"), 0).is_err());
        assert!(captchas.check_answer(&answer(&(MAX_TASKS - 1).to_string()), 0).is_ok());
        assert!(captchas.check_answer(&answer("new"), 0).is_ok());
    }
}
