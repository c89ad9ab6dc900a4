//! English: texts that are made of parts.

use sscard_shared::api::ErrorCode;

use super::WORDS;

pub(in crate::words) fn question_place(at: usize, of: usize) -> String {
    format!("Question {at} of {of}")
}

pub(in crate::words) fn answered(answer: &str) -> String {
    format!("You filled in: {answer}")
}

pub(in crate::words) fn server_said(code: ErrorCode, _: &str, retry_after: Option<u32>) -> String {
    let words = match code {
        ErrorCode::BadRequest => {
            "The request could not be understood. Please refresh the page and try again."
        }
        ErrorCode::SignedOut => WORDS.signed_out,
        ErrorCode::Forbidden => {
            "Please complete the identity check first. If you have, please refresh the page and try again."
        }
        ErrorCode::NotFound => "What you asked for was not found. Please go back and try again.",
        ErrorCode::MethodNotAllowed => {
            "This is not possible here. Please refresh the page and try again."
        }
        ErrorCode::Conflict => {
            "You have submitted an application already. Please follow it under My account, My applications; there is no need to submit again."
        }
        ErrorCode::Gone => {
            "This is no longer good. Please get another code on the computer, and scan it again."
        }
        ErrorCode::Changed => {
            "This was changed on another device. Please refresh the page and try again."
        }
        ErrorCode::TooLarge => {
            "What you sent is too large. Please choose a smaller picture, and try again."
        }
        ErrorCode::UnsupportedType => {
            "This kind of file cannot be used. Please choose a JPG or PNG picture."
        }
        ErrorCode::Faults => "Some answers are not right. Please correct them as shown.",
        ErrorCode::BadCode => {
            "The code is not right, or no longer good. Please check it, or get another code."
        }
        ErrorCode::BadPassword => {
            "Account and password do not match. Please check both and try again, or set a new password by a code."
        }
        ErrorCode::BadCaptcha => {
            "The answer is not right, or no longer good. Please answer the new one."
        }
        ErrorCode::WeakPassword => {
            "The password is too easy to guess. Please choose one of 8 to 64 characters that has letters, digits or symbols, and nothing of your name and numbers."
        }
        ErrorCode::NotInsured => {
            "Name and ID number do not agree, or no insurance record was found. Please check both and try again; for questions please call 96066."
        }
        ErrorCode::InMaking => WORDS.eligibility.in_making,
        ErrorCode::NotMatched => WORDS.eligibility.not_matched,
        ErrorCode::FaceFailed => {
            "The face check did not succeed. Please go where the light is even, face the screen, and do the face check again; it must be the person of this ID number. If it keeps failing, please apply at a bank branch, or call 96066."
        }
        ErrorCode::Consent => {
            "Something that you are asked to agree to is not ticked, or its words have changed. Please refresh the page, read it again and tick it."
        }
        ErrorCode::TooMany => return too_many(retry_after.unwrap_or(60)),
        ErrorCode::Internal => {
            "Something went wrong on our side. Please try again later. What you have filled in is saved."
        }
        ErrorCode::Unavailable => {
            "This service is not available for now. Please try again in a moment. What you have filled in will not be lost."
        }
    };
    words.to_owned()
}

fn too_many(seconds: u32) -> String {
    let (count, unit) = match seconds {
        0..=90 => (seconds.max(1), "second"),
        91..=5_400 => (seconds.div_ceil(60), "minute"),
        _ => (seconds.div_ceil(3_600), "hour"),
    };
    ["That was too often. Please try again in ", &counted(count as usize, unit), "."].concat()
}

/// `1 branch`, `2 branches`.
pub(super) fn counted(count: usize, thing: &str) -> String {
    let ending = match (count, thing.ends_with("ch")) {
        (1, _) => "",
        (_, true) => "es",
        (_, false) => "s",
    };
    [&count.to_string(), " ", thing, ending].concat()
}

pub(in crate::words) fn signed_in_by_number(mobile: &str) -> String {
    format!("Signed in by the mobile number {mobile}. If it is not yours, please sign out first")
}

pub(in crate::words) fn ask_with_number(message: &str, request_id: &str) -> String {
    format!("{message} (For help please call 96066 and tell them the number {request_id}.)")
}

pub(in crate::words) fn code_again_in(seconds: u32) -> String {
    format!("New code in {seconds} s")
}

pub(in crate::words) fn as_real_named(name: &str) -> String {
    format!("Please fill in the details of the person whose identity was checked ({name})")
}

pub(in crate::words) fn tries_left(tries: u32) -> String {
    match tries {
        0 => WORDS.read_tries_used_up.to_owned(),
        tries => [&counted(tries as usize, "more picture"), " can be read for now"].concat(),
    }
}

pub(in crate::words) fn moved_to(side: &str) -> String {
    format!("This is the {side}. It has been put in its place for you")
}

pub(in crate::words) fn not_this_side(side: &str, wanted: &str) -> String {
    format!("You uploaded the {side}. Please upload the {wanted} here")
}

pub(in crate::words) fn strip_of(label: &str) -> String {
    [label, " on the picture of the card"].concat()
}

pub(in crate::words) fn open_calendar(label: &str) -> String {
    ["Open the calendar: ", label].concat()
}

pub(in crate::words) fn uploading(percent: u8, turn: usize, of: usize) -> String {
    match of {
        0 | 1 => format!("Uploading {percent}%"),
        of => format!("Uploading {percent}% ({turn} of {of} pictures)"),
    }
}

pub(in crate::words) fn removed(label: &str) -> String {
    ["Removed: ", label].concat()
}

pub(in crate::words) fn taken_over(label: &str) -> String {
    ["Taken from the picture: ", label].concat()
}

pub(in crate::words) fn kept_here(steps: &[&str], pictures: usize) -> String {
    let kept = match steps {
        [] => String::new(),
        steps => ["Saved: ", &steps.join(", ")].concat(),
    };
    let waiting = match pictures {
        0 => String::new(),
        pictures => [&counted(pictures, "picture"), " to be uploaded once you are online"].concat(),
    };
    [kept, waiting].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

pub(in crate::words) fn catching_up(pictures: usize) -> String {
    ["Back online, uploading ", &counted(pictures, "picture")].concat()
}

pub(in crate::words) fn mend_first(count: usize) -> String {
    [&counted(count, "answer"), " to correct"].concat()
}

pub(in crate::words) fn branches_found(found: usize, listed: usize) -> String {
    match found {
        0 => "No branch was found. Please try another word, or choose all districts".to_owned(),
        found if found > listed => format!(
            "{found} branches, of which the first {listed} are shown. Enter a name or address to see fewer"
        ),
        found => counted(found, "branch"),
    }
}

pub(in crate::words) fn act_on(act: &str, thing: &str) -> String {
    [act, ": ", thing].concat()
}

pub(in crate::words) fn agreed_to(version: &str) -> String {
    ["Read and agreed to (version ", version, ")"].concat()
}

/// `23 November 2026`.
pub(in crate::words) fn day(iso: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = iso.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let day: u8 = day.parse().ok()?;
    Some([&day.to_string(), " ", month, " ", year].concat())
}

#[cfg(test)]
mod tests {
    use super::{
        super::{characters_found, strokes},
        *,
    };

    #[test]
    fn one_is_singular_and_all_else_plural() {
        for (said, wanted) in [
            (branches_found(1, 60), "1 branch"),
            (branches_found(2, 60), "2 branches"),
            (strokes(1), "1 stroke"),
            (characters_found(0), "0 characters found"),
            (mend_first(1), "1 answer to correct"),
            (mend_first(3), "3 answers to correct"),
            (tries_left(1), "1 more picture can be read for now"),
            (tries_left(2), "2 more pictures can be read for now"),
            (too_many(1), "That was too often. Please try again in 1 second."),
            (too_many(120), "That was too often. Please try again in 2 minutes."),
            (too_many(86_400), "That was too often. Please try again in 24 hours."),
        ] {
            assert_eq!(said, wanted);
        }
    }

    #[test]
    fn a_day_is_written_out_or_is_none() {
        for (iso, wanted) in [
            ("2026-11-23", Some("23 November 2026")),
            ("1990-03-07", Some("7 March 1990")),
            ("2026-13-01", None),
            ("2026-00-01", None),
            ("长期", None),
            ("", None),
        ] {
            assert_eq!(day(iso).as_deref(), wanted, "{iso}");
        }
    }
}
