//! What the page asks of the browser it runs in, and of the application around it.

pub mod address;
pub mod clicks;
pub mod device;
pub mod host;
pub mod keyboard;
pub mod scanned;
pub mod settings;
pub mod speech;
pub mod steady;

use leptos::prelude::{document, request_animation_frame, window};
use sscard_shared::{door::Door, language::Language};
use wasm_bindgen::{JsCast, closure::Closure};

use crate::words;

/// The present time, in seconds since 1970, by the device's clock.
#[must_use]
pub fn now() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// A new idempotency key: 128 random bits as 32 hexadecimal digits.
#[must_use]
pub fn new_key() -> String {
    let mut bytes = [0_u8; 16];
    // `crypto.randomUUID` exists on secure origins only; `getRandomValues` exists everywhere.
    let random =
        window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    if random.is_err() {
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    bytes
        .iter()
        .map(|byte| {
            char::from_digit(u32::from(byte >> 4), 16)
                .into_iter()
                .chain(char::from_digit(u32::from(byte & 15), 16))
                .collect::<String>()
        })
        .collect()
}

/// Whether the device believes that it has a network.
#[must_use]
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Calls back whenever the network comes or goes, for as long as the page lives.
pub fn on_network_change(then: impl Fn(bool) + 'static) {
    let listener = Closure::<dyn Fn()>::new(move || then(is_online()));
    for event in ["online", "offline"] {
        let _ = window().add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

/// Calls back when the page may be about to go away: hidden, frozen or closed.
pub fn on_leaving(then: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(then);
    let _ =
        window().add_event_listener_with_callback("pagehide", listener.as_ref().unchecked_ref());
    let _ = document()
        .add_event_listener_with_callback("visibilitychange", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Calls back whenever somebody touches, types or scrolls, for as long as the page lives.
pub fn on_touch(then: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(then);
    for event in ["pointerdown", "keydown", "scroll"] {
        let _ = window().add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

/// Puts the focus on the element of an id and brings it into view.
pub fn focus(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() {
        let _ = element.focus();
        // What is said about it, and the summary above it, are put on the page in this turn and move it: they come first.
        request_animation_frame(move || {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Center);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        });
    }
}

/// Puts the focus on the element of an id where there is one, and leaves the page where it is.
pub fn focus_again(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Where the focus was, to be given back.
#[derive(Clone, Debug)]
pub struct Focus(web_sys::HtmlElement);

impl Focus {
    /// The control that the focus came from, as an event of its coming tells.
    #[must_use]
    pub fn before(event: &web_sys::FocusEvent) -> Option<Self> {
        event.related_target()?.dyn_into().ok().map(Self)
    }

    /// Gives it back without moving the page; to the page's heading where that control is gone.
    pub fn give_back(&self) {
        if self.0.is_connected() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = self.0.focus_with_options(&options);
        } else {
            focus_words("h1");
        }
    }
}

/// Whether no control has the focus: the one that had it is gone.
#[must_use]
pub fn focus_is_lost() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Scrolls the element of an id to the top of what can be seen, once it is there; the focus stays where it is.
pub fn bring_up(id: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(id) {
            element.scroll_into_view();
        }
    });
}

/// Sets the title of the browser's window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Begins a page: its title for the browser, the top of it in view, the focus on its heading.
pub fn begin_page(title: &str) {
    set_title(title);
    window().scroll_to_with_x_and_y(0.0, 0.0);
    focus_words("h1");
}

/// Another question of the same page begins: its heading on top, so that what stood above it takes no room from it, and the focus on
/// the line that says which question it is.
pub fn begin_question() {
    let top = document().query_selector("h1").ok().flatten();
    let top = top.map_or(0.0, |heading| heading.get_bounding_client_rect().top());
    window().scroll_by_with_x_and_y(0.0, top - ABOVE_HEADING);
    focus_words("#question");
}

/// The room that is left above a heading, in CSS pixels.
const ABOVE_HEADING: f64 = 8.0;

/// Puts the focus on words, so that they are read out and the next press of the tabulator goes on from them.
fn focus_words(selector: &str) {
    let words = document()
        .query_selector(selector)
        .ok()
        .flatten()
        .and_then(|words| words.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(words) = words {
        let _ = words.set_attribute("tabindex", "-1");
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = words.focus_with_options(&options);
    }
}

/// Pastes another text than the one that was copied, where it comes out different. The browser does the pasting, so that it can be undone;
/// one that cannot do it pastes what was copied.
pub fn paste_as(event: &web_sys::ClipboardEvent, tidy: impl FnOnce(String) -> String) {
    let copied = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    let Some(copied) = copied else { return };
    let wanted = tidy(copied.clone());
    let document = document().dyn_into::<web_sys::HtmlDocument>();
    if wanted != copied
        && let Ok(document) = document
        && document.exec_command_with_show_ui_and_value("insertText", false, &wanted) == Ok(true)
    {
        event.prevent_default();
    }
}

/// The place between characters, or the stretch of them, that is marked in a control.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    start: u32,
    end: u32,
}

/// Where the caret stands in the control of an id.
#[must_use]
pub fn caret(id: &str) -> Caret {
    let place = |control: web_sys::HtmlInputElement| {
        let start = control.selection_start().ok()??;
        Some(Caret { start, end: control.selection_end().ok()?? })
    };
    input(id).and_then(place).unwrap_or_default()
}

/// Writes a text into the control of an id, and leaves the focus there. The place is given, for a dialog that gives the focus back may
/// have lost it. The browser does the writing as if the text was typed, so that it can be undone; where one cannot do it, the control is
/// told afterwards.
pub fn write_at(id: &str, at: Caret, text: &str) {
    let Some(control) = input(id) else { return };
    let _ = control.focus();
    let _ = control.set_selection_range(at.start, at.end);
    let written = document().dyn_into::<web_sys::HtmlDocument>().is_ok_and(|document| {
        document.exec_command_with_show_ui_and_value("insertText", false, text) == Ok(true)
    });
    if !written
        && control.set_range_text(text).is_ok()
        && let Ok(typed) = web_sys::Event::new("input")
    {
        let _ = control.dispatch_event(&typed);
    }
}

fn input(id: &str) -> Option<web_sys::HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Opens the calendar of the browser's own control for dates.
pub fn show_picker(control: &web_sys::HtmlInputElement) {
    if control.show_picker().is_err() {
        // Older engines open it when the control is pressed.
        control.click();
    }
}

/// The controls of a form that the return key goes through.
/// Old engines take no lists within `:not`.
const CONTROLS: &str = "input:not([type=file]):not([type=hidden]):not([tabindex='-1']):not(:disabled), select, textarea, button.control";

/// The return key goes to the next control of the form; on the last it sends the form, as it always does.
pub fn enter_goes_on(event: &web_sys::KeyboardEvent) {
    // While characters are being composed the key chooses among them; some browsers say so by the code alone.
    if event.key() != "Enter" || event.is_composing() || event.key_code() == 229 {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
    let Some(at) = target.filter(|at| at.matches("input, textarea").unwrap_or(false)) else {
        return;
    };
    let Ok(Some(place)) = at.closest("form, dialog") else { return };
    let Ok(form) = place.clone().dyn_into::<web_sys::HtmlFormElement>() else {
        // A list within a dialog: there is nothing to send.
        return event.prevent_default();
    };
    match next_control(&form, &at) {
        Some(next) => {
            event.prevent_default();
            let _ = next.focus();
        }
        None if at.tag_name() == "TEXTAREA" => {
            event.prevent_default();
            let _ = form.request_submit();
        }
        None => {}
    }
}

/// The control after another, those of dialogs inside the form left out.
fn next_control(
    form: &web_sys::HtmlFormElement,
    at: &web_sys::HtmlElement,
) -> Option<web_sys::HtmlElement> {
    let controls = form.query_selector_all(CONTROLS).ok()?;
    let mut controls = (0..controls.length())
        .filter_map(|index| controls.get(index)?.dyn_into::<web_sys::HtmlElement>().ok())
        .filter(|control| {
            control.closest("form, dialog").ok().flatten().is_some_and(|place| place == ***form)
        });
    controls.find(|control| control == at)?;
    controls.next()
}

/// Puts text on the clipboard; false where the browser does not let us.
pub async fn copy(text: &str) -> bool {
    if !window().is_secure_context() {
        return false;
    }
    let written = window().navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(written).await.is_ok()
}

const LANGUAGE_KEY: &str = "sscard:language";

/// The language that the HTML is shown in: the one remembered, asked for in the address, or of the browser.
#[must_use]
pub fn language() -> Language {
    let root = document().document_element();
    let tag = root.and_then(|root| root.get_attribute("lang"));
    tag.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default()
}

/// Tells browser and screen reader the language of the page, and remembers it on this device.
pub fn set_language(language: Language) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", language.tag());
    }
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(LANGUAGE_KEY, language.tag());
    }
}

const WANTED_KEY: &str = "sscard:wanted";

/// Remembers, for this tab, which page the person wanted when they had to do something else first.
pub fn remember_wanted(path: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item(WANTED_KEY, path);
    }
}

/// The page that was wanted.
#[must_use]
pub fn wanted() -> Option<String> {
    window().session_storage().ok().flatten()?.get_item(WANTED_KEY).ok().flatten()
}

/// The page that was wanted is reached.
pub fn forget_wanted() {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.remove_item(WANTED_KEY);
    }
}

/// Whether the page is as wide as a desk's.
#[must_use]
pub fn is_wide() -> bool {
    let query = window().match_media("(min-width: 900px)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

/// A moment as people in Beijing read it, whatever the device's own time zone.
#[must_use]
pub fn beijing_time(at: i64) -> String {
    let shifted =
        js_sys::Date::new(&wasm_bindgen::JsValue::from_f64((at + 8 * 3600) as f64 * 1000.0));
    let text = String::from(shifted.to_iso_string());
    words::moment(&text.get(..16).unwrap_or_default().replace('T', " "))
}

/// Where the door of a visit is kept: the pages that all doors share are dressed as the one the person came by.
const DOOR: &str = "sscard:door";

/// Remembers the door for as long as the tab is open.
pub fn remember_door(door: Door) {
    if let Ok(Some(store)) = window().session_storage() {
        let _ = store.set_item(DOOR, door.name());
    }
}

/// The door that this tab came by.
#[must_use]
pub fn remembered_door() -> Option<Door> {
    let store = window().session_storage().ok().flatten()?;
    Door::from_name(&store.get_item(DOOR).ok().flatten()?)
}

/// The path in the address bar.
#[must_use]
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The door for who named none, as the script of `index.html` chose it before the first paint: a mini-program's own, the portal on a wide
/// screen, 北京民生一卡通 otherwise.
#[must_use]
pub fn fitting_door() -> Door {
    let root = document().document_element();
    root.and_then(|root| Door::from_name(&root.get_attribute("data-door")?)).unwrap_or_default()
}
