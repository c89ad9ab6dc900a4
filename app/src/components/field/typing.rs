//! How a line of text is typed.

/// What a control tells keyboards, browsers and password keepers. There is no greatest length among it: a browser cuts what is pasted
/// without a word, and counts a rare character twice; the rules tell what is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typing {
    /// `text`, `tel`, …
    pub kind: &'static str,
    /// Which keyboard a phone shows.
    pub inputmode: &'static str,
    /// What the browser may fill in by itself.
    pub autocomplete: &'static str,
    /// Whether a keyboard begins with capitals.
    pub autocapitalize: &'static str,
    /// The word on the keyboard's return key.
    pub enterkeyhint: &'static str,
    /// The example in the empty control.
    pub placeholder: &'static str,
}

impl Typing {
    /// Plain text.
    pub const PLAIN: Self = Self {
        kind: "text",
        inputmode: "text",
        autocomplete: "off",
        autocapitalize: "off",
        enterkeyhint: "next",
        placeholder: "",
    };
}
