//! Why there is no live picture, and what can be done about it.

use crate::words;

/// What stands in the camera's way; the words name the cause and the remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The person, the browser or the host application said no.
    Denied,
    /// There is no camera.
    Missing,
    /// Another application has it, or the system does not give it.
    Taken,
    /// The page lies where browsers give no camera.
    Forbidden,
    /// No picture came in a long time.
    Silent,
    /// There was a picture, and it went away.
    Lost,
    /// The frame could not be kept.
    NotKept,
    /// Something that no browser we know says.
    Unknown,
}

impl Trouble {
    /// Cause and remedy.
    pub(super) fn words(self) -> &'static str {
        let camera = &words().camera;
        match self {
            Self::Denied => camera.denied,
            Self::Missing => camera.missing,
            Self::Taken => camera.in_use,
            Self::Forbidden => camera.forbidden,
            Self::Silent => camera.silent,
            Self::Lost => camera.lost,
            Self::NotKept => camera.not_kept,
            Self::Unknown => camera.unknown,
        }
    }

    /// The trouble behind the name of a browser's error; older browsers have names of their own.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "NotAllowedError" | "PermissionDeniedError" | "PermissionDismissedError" => {
                Self::Denied
            }
            "NotFoundError" | "DevicesNotFoundError" => Self::Missing,
            "NotReadableError" | "AbortError" | "TrackStartError" => Self::Taken,
            "SecurityError" | "NotSupportedError" => Self::Forbidden,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_leads_to_its_own_words() {
        assert_eq!(Trouble::of("NotAllowedError"), Trouble::Denied);
        assert_eq!(Trouble::of("NotFoundError"), Trouble::Missing);
        assert_eq!(Trouble::of("NotReadableError"), Trouble::Taken);
        assert_eq!(Trouble::of("AbortError"), Trouble::Taken);
        assert_eq!(Trouble::of("SecurityError"), Trouble::Forbidden);
        assert_eq!(Trouble::of("TypeError"), Trouble::Unknown);
    }

    #[test]
    fn all_words_name_a_remedy() {
        for trouble in [
            Trouble::Denied,
            Trouble::Missing,
            Trouble::Taken,
            Trouble::Forbidden,
            Trouble::Silent,
            Trouble::Lost,
            Trouble::NotKept,
            Trouble::Unknown,
        ] {
            let words = trouble.words();
            assert!(words.contains('请') && words.ends_with('。'), "{words}");
        }
    }
}
