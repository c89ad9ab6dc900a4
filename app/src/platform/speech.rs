//! The browser's own voice.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{HtmlElement, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// A little slower than people talk.
const RATE: f32 = 0.9;

/// What the page says to people, in reading order. What is about the person is marked with `data-silent`, and so is what only
/// repeats; the answers themselves stand in controls, which are no text.
const READ: &str = "#content h1, #content h2, #content p, #content li, #content dt, #content label, #content legend";

/// Whether the browser can talk.
#[must_use]
pub fn is_possible() -> bool {
    let has = |name: &str| {
        js_sys::Reflect::get(&window(), &JsValue::from_str(name))
            .is_ok_and(|found| !found.is_undefined() && !found.is_null())
    };
    has("speechSynthesis") && has("SpeechSynthesisUtterance")
}

fn voice_box() -> Option<SpeechSynthesis> {
    is_possible().then(|| window().speech_synthesis().ok()).flatten()
}

/// What is to be said, held until it is: an engine may forget what nobody holds, and would never tell that it came to the end.
#[derive(Debug)]
pub struct Speech {
    /// Each sentence is said by itself, since Chromium falls silent in the middle of a long one.
    sentences: Vec<SpeechSynthesisUtterance>,
    _at_end: Closure<dyn Fn()>,
}

impl Speech {
    /// Says sentences one after the other, in place of whatever is being said, and calls back after the last or when it fails.
    /// None where there is nothing to say or nobody to say it.
    #[must_use]
    pub fn say(sentences: &[String], at_end: impl Fn() + 'static) -> Option<Self> {
        let voice_box = voice_box()?;
        let language = document().document_element().and_then(|root| root.get_attribute("lang"))?;
        let voice = voice_of(&voice_box, &language);
        let at_end = Closure::<dyn Fn()>::new(at_end);
        let utter = |sentence: &String| {
            let said = SpeechSynthesisUtterance::new_with_text(sentence).ok()?;
            said.set_lang(&language);
            said.set_rate(RATE);
            said.set_voice(voice.as_ref());
            said.set_onerror(Some(at_end.as_ref().unchecked_ref()));
            Some(said)
        };
        let sentences: Vec<_> = sentences.iter().filter_map(utter).collect();
        sentences.last()?.set_onend(Some(at_end.as_ref().unchecked_ref()));
        voice_box.cancel();
        for sentence in &sentences {
            voice_box.speak(sentence);
        }
        Some(Self { sentences, _at_end: at_end })
    }

    /// Falls silent until it is told to go on.
    pub fn pause(&self) {
        if let Some(voice_box) = voice_box() {
            voice_box.pause();
        }
    }

    /// Goes on from where it fell silent.
    pub fn go_on(&self) {
        if let Some(voice_box) = voice_box() {
            voice_box.resume();
        }
    }
}

impl Drop for Speech {
    fn drop(&mut self) {
        for sentence in &self.sentences {
            sentence.set_onend(None);
            sentence.set_onerror(None);
        }
        if let Some(voice_box) = voice_box() {
            voice_box.cancel();
            // Who was silenced while pausing would stay silent for the next as well.
            voice_box.resume();
        }
    }
}

/// A voice of the language, one of the device before one of the network. None leaves it to the engine, which knows the language too.
fn voice_of(voice_box: &SpeechSynthesis, language: &str) -> Option<SpeechSynthesisVoice> {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let voices = voice_box.get_voices();
    let voices = voices.iter().map(JsCast::unchecked_into::<SpeechSynthesisVoice>);
    voices
        .filter(|voice| primary(&voice.lang()) == primary(language))
        .max_by_key(|voice| (voice.lang().replace('_', "-") == language, voice.local_service()))
}

/// The words of the page that are shown.
#[must_use]
pub fn words_of_page() -> Vec<String> {
    let Ok(found) = document().query_selector_all(READ) else { return Vec::new() };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into::<HtmlElement>().ok())
        // Nothing that is hidden has a place; of what holds other texts, those are read.
        .filter(|element| element.offset_parent().is_some())
        .filter(|element| {
            matches!(element.closest("[data-silent], [aria-hidden=true], dialog"), Ok(None))
        })
        .filter(|element| matches!(element.query_selector("h1, h2, p, li, dt, label"), Ok(None)))
        .map(|element| element.inner_text())
        .collect()
}
