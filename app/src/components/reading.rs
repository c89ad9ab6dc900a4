//! What a look at a picture told: beneath the picture how it went, beneath an answer the strip of the picture on which it stands.

use std::sync::Arc;

use leptos::prelude::*;
use sscard_shared::reading::Area;

use crate::{imaging::object_url::ShownPicture, language::lang_of};

/// How a line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something is under way.
    Busy,
    /// All went well.
    Good,
    /// The person has something to do.
    Advice,
    /// The person should know.
    Plain,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Busy => "note note-busy",
            Self::Good => "note note-good",
            Self::Advice => "note note-advice",
            Self::Plain => "note",
        }
    }
}

/// A line of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How it is meant.
    pub tone: Tone,
    /// The words.
    pub words: String,
    /// What the card says, in its own language, behind them; empty where nothing is quoted.
    pub quote: String,
}

impl Line {
    /// Words in a tone.
    #[must_use]
    pub fn new(tone: Tone, words: impl Into<String>) -> Self {
        Self { tone, words: words.into(), quote: String::new() }
    }

    /// What is printed on a card, and what is to be said of it.
    #[must_use]
    pub fn quoting(words: &str, printed: String) -> Self {
        Self { quote: printed, ..Self::new(Tone::Plain, words) }
    }
}

/// The part of a picture on which an answer stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The picture.
    pub picture: Arc<ShownPicture>,
    /// Where on it.
    pub cut: Cut,
    /// How high it is shown at most, in units of the page's letters.
    pub height: f64,
    /// What it shows, for who does not see it.
    pub label: String,
}

/// A part of a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cut {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Cut {
    /// What is cut out around an area, in shares of its height, so that no stroke at its edge is lost.
    const MARGIN: f64 = 0.25;

    /// The area with a margin, as far as the picture reaches; nothing where the area lies beyond it.
    #[must_use]
    pub fn around(area: Area, (width, height): (u16, u16)) -> Option<Self> {
        let (width, height) = (f64::from(width), f64::from(height));
        let margin = (area.bottom - area.top) * height * Self::MARGIN;
        let left = (area.left * width - margin).max(0.0);
        let top = (area.top * height - margin).max(0.0);
        let cut = Self {
            left,
            top,
            width: (area.right * width + margin).min(width) - left,
            height: (area.bottom * height + margin).min(height) - top,
        };
        (cut.width >= 1.0 && cut.height >= 1.0).then_some(cut)
    }
}

/// What a look at a picture told, of the picture or of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// Where the answer stands.
    pub strip: Option<Strip>,
    /// What is to be said.
    pub lines: Vec<Line>,
    /// The word on the button: another look, or this for an answer.
    pub offer: Option<&'static str>,
}

impl Seen {
    /// Whether the person has to look for themselves.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.lines.iter().any(|line| line.tone == Tone::Advice)
    }
}

/// What a look at a picture told. Beneath the picture, how it goes is read out as it goes on; beneath an answer, it is read out with
/// the answer's control.
pub fn told(id: String, seen: Signal<Seen>, is_live: bool, on_press: Callback<()>) -> AnyView {
    let told = move || {
        let Seen { strip: shown, lines, offer } = seen.get();
        // The words alone describe the answer: the strip has a name of its own, and so has the button.
        view! {
            {shown.map(strip)}
            <div class="read-lines" id=id.clone()>{lines.into_iter().map(said).collect_view()}</div>
            {offer.map(|word| button(word, on_press))}
        }
    };
    let is_empty = move || seen.with(|seen| *seen == Seen::default());
    view! {
        <div class="read" class:read-nothing=is_empty data-silent="" aria-live=is_live.then_some("polite")>{told}</div>
    }
    .into_any()
}

fn said(line: Line) -> AnyView {
    let lang = lang_of(&line.quote);
    view! { <p class=line.tone.class()>{line.words}<span lang=lang>{line.quote}</span></p> }
        .into_any()
}

fn button(word: &'static str, on_press: Callback<()>) -> AnyView {
    let press = move |_| {
        on_press.try_run(());
    };
    view! { <button type="button" class="button button-small" on:click=press>{word}</button> }
        .into_any()
}

/// The picture itself, cut by a view box: no other copy of it is made.
fn strip(strip: Strip) -> AnyView {
    let Strip { picture, cut: Cut { left, top, width, height }, height: letters, label } = strip;
    let (across, down) = picture.size();
    let view_box = format!("{left:.0} {top:.0} {width:.0} {height:.0}");
    let shown = format!("{:.2}rem", letters * width / height);
    view! {
        <svg class="read-strip" role="img" aria-label=label viewBox=view_box width=shown>
            // The attribute's closure owns the picture, so that its URL lives as long as the strip.
            <image href=move || picture.url().to_owned() width=across height=down/>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strip_has_a_margin_and_ends_where_the_picture_does() {
        let area = |left, top, right, bottom| Area { left, top, right, bottom };
        let cut = |left, top, width, height| Some(Cut { left, top, width, height });
        for (area, expected) in [
            (area(0.25, 0.5, 0.5, 0.75), cut(218.75, 218.75, 312.5, 187.5)),
            (area(0.0, 0.0, 1.0, 0.25), cut(0.0, 0.0, 1000.0, 156.25)),
            (area(0.75, 0.75, 1.25, 1.25), cut(687.5, 312.5, 312.5, 187.5)),
            (area(0.5, 0.5, 0.5, 0.5), None),
            (area(2.0, 2.0, 3.0, 3.0), None),
        ] {
            assert_eq!(Cut::around(area, (1000, 500)), expected);
        }
    }
}
