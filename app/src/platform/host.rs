//! The application that the page is open in, and what can be asked of it.
//!
//! A mini-program's web-view is a browser with a bridge: a script of the vendor's through which the page moves the mini-program. The
//! vendors' bridges are nearly alike; what is one vendor's alone stands in that vendor's file, and nothing else names it. Nothing depends
//! on a bridge: where it is missing, late or silent, the page is the page of a browser.

mod alipay;
mod baidu;
mod wechat;

use std::cell::Cell;

use js_sys::{Function, Object, Reflect};
use leptos::prelude::{document, window};
use sscard_shared::host::Host;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::File;

/// The page of the mini-program that ours was opened from, in each of those in `hosts/`. The result is a word and nothing else.
const ENTRY_WITH_RESULT: &str = "/pages/index/index?result=done";
/// The same word, for whoever listens instead.
const DONE: &str = "done";

/// One vendor's bridge.
struct Bridge {
    /// The way from the window to what can move the mini-program.
    path: &'static [&'static str],
    /// What the answer of `getEnv` calls being in a mini-program.
    env: &'static str,
    /// What is posted: some wrap the message.
    wraps_messages: bool,
    /// Tells at once that a mini-program is around the page, where the window says so.
    is_told: fn() -> bool,
}

impl Bridge {
    const fn of(host: Host) -> Option<&'static Self> {
        match host {
            Host::Web => None,
            Host::Wechat => Some(&wechat::BRIDGE),
            Host::Alipay => Some(&alipay::BRIDGE),
            Host::Baidu => Some(&baidu::BRIDGE),
        }
    }

    /// What can move the mini-program, once the script is there.
    fn object(&self) -> Option<JsValue> {
        self.path.iter().try_fold(window().into(), |within: JsValue, name| member(&within, name))
    }

    /// Has it do something; false where it cannot.
    fn ask(&self, what: &str, with: &JsValue) -> bool {
        let Some(object) = self.object() else { return false };
        let Some(Ok(way)) = member(&object, what).map(JsCast::dyn_into::<Function>) else {
            return false;
        };
        way.call1(&object, with).is_ok()
    }
}

thread_local! {
    /// The bridge itself has said that a mini-program is around the page.
    static CONFIRMED: Cell<bool> = const { Cell::new(false) };
    /// What came behind the `#` of the address.
    static SAID: Cell<Option<Said>> = const { Cell::new(None) };
}

/// A code that stands for the number which the host knows of the person (手机号快捷登录).
#[derive(Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Whose code it is.
    pub host: String,
    /// The code.
    pub code: String,
}

impl std::fmt::Debug for HandOver {
    /// A code signs in.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HandOver").field("host", &self.host).finish_non_exhaustive()
    }
}

/// A code behind the `#`, before it is known whether it counts.
struct Said {
    code: String,
    /// Whose code the address says that it is.
    host: Option<String>,
}

impl Said {
    /// Reads `#code=…`; a sandbox, which is no host, says besides whose code it gives.
    fn read(hash: &str) -> Option<Self> {
        let part = |name: &str| {
            let mut parts = hash.split(['#', '&']);
            let text = parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('='))?;
            decoded(text)
        };
        let code = part("code").filter(|code| !code.is_empty())?;
        Some(Self { code, host: part("host") })
    }

    /// Anybody can write an address and have somebody open it, who would then be signed in by the writer's number and fill in the writer's
    /// form. So a code counts inside a mini-program alone, where the person has just let their number be used, and is that host's;
    /// anywhere else it counts in a sandbox, where there is no real number to be had.
    fn by(self, mini_program_of: Option<Host>, sandbox: bool) -> Option<HandOver> {
        let host = match mini_program_of {
            Some(host) => host.name()?.to_owned(),
            None => self.host.filter(|_| sandbox)?,
        };
        Some(HandOver { host, code: self.code })
    }
}

/// Percent-encoding undone.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
            u8::try_from(high * 16 + low).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

/// Why no picture came through the bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPicture {
    /// The person chose none.
    Cancelled,
    /// It could not be had this way; the browser's own picker is used from now on.
    Failed,
}

/// The host of this browser.
#[must_use]
pub fn here() -> Host {
    Host::of_user_agent(&agent())
}

/// Whether a mini-program is around the page.
#[must_use]
pub fn in_mini_program() -> bool {
    let host = here();
    CONFIRMED.get()
        || host.is_mini_program(&agent())
        || Bridge::of(host).is_some_and(|bridge| (bridge.is_told)())
}

/// Loads the vendor's script, inside its own host alone, and asks it where the page is. What the mini-program has put behind the `#` of
/// the address is taken off it.
pub fn begin() {
    take_fragment();
    let host = here();
    let (Some(bridge), Some(address)) = (Bridge::of(host), host.script()) else { return };
    let Ok(script) = document().create_element("script") else { return };
    let _ = script.set_attribute("src", address);
    let on_load = Closure::once_into_js(move || {
        let env = bridge.env;
        let answered = Closure::once_into_js(move |answer: JsValue| {
            CONFIRMED.set(member(&answer, env).is_some_and(|is| is.is_truthy()));
        });
        bridge.ask("getEnv", &answered);
    });
    let _ = script.add_event_listener_with_callback("load", on_load.unchecked_ref());
    if let Some(head) = document().head() {
        let _ = head.append_child(&script);
    }
}

/// Takes what stands behind the `#` off the address: the vendor's script needs it there while the page loads, and nobody else is to see
/// a code.
fn take_fragment() {
    let location = window().location();
    let (Ok(hash), Ok(path)) = (location.hash(), location.pathname()) else { return };
    let said = Said::read(&hash);
    if hash.is_empty() || (here() == Host::Web && said.is_none()) {
        return;
    }
    SAID.set(said);
    if let Ok(history) = window().history() {
        let address = [path, location.search().unwrap_or_default()].concat();
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}

/// What the mini-program has handed over; once. Whether the server runs with its sandbox decides what counts outside of one.
#[must_use]
pub fn handed_over(sandbox: bool) -> Option<HandOver> {
    SAID.take()?.by(in_mini_program().then(here), sandbox)
}

/// Goes back to the page of the mini-program that ours was opened from; false where there is none.
#[must_use]
pub fn go_back() -> bool {
    let options = Object::new();
    let _ = Reflect::set(&options, &"delta".into(), &1.into());
    in_mini_program()
        && Bridge::of(here()).is_some_and(|bridge| bridge.ask("navigateBack", &options))
}

/// Goes back to the mini-program and tells it that the application is made: nothing of whom, and no number. The message arrives only
/// when the web-view is gone, so the word stands in the address as well; a mini-program without that page is gone back to as it is.
pub fn return_with_result() {
    let Some(bridge) = Bridge::of(here()) else { return };
    let message = Object::new();
    let _ = Reflect::set(&message, &"result".into(), &DONE.into());
    if bridge.wraps_messages {
        let wrapped = Object::new();
        let _ = Reflect::set(&wrapped, &"data".into(), &message);
        bridge.ask("postMessage", &wrapped);
    } else {
        bridge.ask("postMessage", &message);
    }
    let options = Object::new();
    let _ = Reflect::set(&options, &"url".into(), &ENTRY_WITH_RESULT.into());
    let otherwise = Closure::once_into_js(move |_: JsValue| {
        let _ = go_back();
    });
    let _ = Reflect::set(&options, &"fail".into(), &otherwise);
    if !bridge.ask("reLaunch", &options) {
        let _ = go_back();
    }
}

/// Whether the host, and not the browser, chooses pictures.
#[must_use]
pub fn picks_pictures() -> bool {
    match here() {
        Host::Alipay => in_mini_program() && alipay::picks(),
        Host::Web | Host::Wechat | Host::Baidu => false,
    }
}

/// A picture that the person chooses or takes through the host.
///
/// # Errors
/// When there is none.
pub async fn pick_picture() -> Result<File, NoPicture> {
    alipay::pick().await
}

fn agent() -> String {
    window().navigator().user_agent().unwrap_or_default()
}

/// Something within an object, where it is there.
fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    let found = Reflect::get(of, &JsValue::from_str(name)).ok()?;
    (!found.is_undefined() && !found.is_null()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_from_behind_the_number_sign_whatever_else_stands_there() {
        for (hash, code) in [
            ("#code=a%2Bb%2Fc%3D#wechat_redirect", Some("a+b/c=")),
            ("#code=abc&host=wechat", Some("abc")),
            ("#code=#wechat_redirect", None),
            ("#wechat_redirect", None),
            ("#content", None),
            ("#code=%zz", None),
            ("", None),
        ] {
            assert_eq!(Said::read(hash).map(|said| said.code).as_deref(), code, "{hash}");
        }
    }

    #[test]
    fn a_code_counts_inside_a_mini_program_and_otherwise_in_a_sandbox_alone() {
        let counts = |hash: &str, around, sandbox| {
            Said::read(hash).and_then(|said| said.by(around, sandbox)).map(|it| it.host)
        };
        for (hash, around, sandbox, host) in [
            ("#code=abc", Some(Host::Wechat), false, Some("wechat")),
            // Inside a host it is that host's.
            ("#code=abc&host=wechat", Some(Host::Baidu), true, Some("baidu")),
            ("#code=abc&host=wechat", None, true, Some("wechat")),
            ("#code=abc", None, true, None),
            ("#code=abc&host=wechat", None, false, None),
            ("#code=abc&host=wechat", Some(Host::Web), false, None),
        ] {
            assert_eq!(counts(hash, around, sandbox).as_deref(), host, "{hash} {around:?}");
        }
    }
}
