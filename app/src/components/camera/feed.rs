//! The camera itself: asking for it, telling which one it is, and letting go of it.

use js_sys::{Array, Object, Reflect};
use leptos::prelude::window;
use sscard_shared::api::PictureKind;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MediaDeviceInfo, MediaDeviceKind, MediaDevices, MediaStream, MediaStreamConstraints,
    MediaStreamTrack,
};

use super::{stand_in, trouble::Trouble};

/// Which camera is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// The one that looks at the person.
    Front,
    /// The one that looks away from the person.
    Back,
    /// One of several that do not say where they look.
    Device(String),
}

impl Want {
    /// The camera that a picture is usually taken with.
    pub(super) const fn first(kind: PictureKind) -> Self {
        match kind {
            PictureKind::Photo => Self::Front,
            PictureKind::EmblemSide | PictureKind::PortraitSide => Self::Back,
        }
    }
}

/// A running camera. Its light goes off when this is dropped.
#[derive(Debug)]
pub(super) struct Feed {
    stream: MediaStream,
    on_ended: Closure<dyn Fn()>,
}

impl Feed {
    /// Asks for a camera; `on_lost` hears when it goes away by itself.
    pub(super) async fn open(
        kind: PictureKind,
        want: &Want,
        on_lost: impl Fn() + 'static,
    ) -> Result<Self, Trouble> {
        let stream = match ask(&wishes(kind, want)).await {
            // Ideals are never too much to ask; a browser that thinks so is asked for any camera.
            Err(error) if name_of(&error) == "OverconstrainedError" => ask(&JsValue::TRUE).await,
            answer => answer,
        };
        let stream = stream.map_err(|error| Trouble::of(&name_of(&error)))?;
        let feed = Self { stream, on_ended: Closure::new(on_lost) };
        for track in feed.tracks() {
            track.set_onended(Some(feed.on_ended.as_ref().unchecked_ref()));
        }
        Ok(feed)
    }

    pub(super) fn stream(&self) -> &MediaStream {
        &self.stream
    }

    /// Whether it looks away from the person; cameras that say nothing are taken to stand before them.
    pub(super) fn looks_away(&self) -> bool {
        self.setting("facingMode").as_deref() == Some("environment")
    }

    /// The camera to change to, out of those that there are.
    pub(super) fn other(&self, devices: &[String]) -> Want {
        match self.setting("facingMode").as_deref() {
            // A phone has several cameras at its back, and all but the first are for other things.
            Some("user") => Want::Back,
            Some("environment") => Want::Front,
            _ => {
                let now = self.setting("deviceId").unwrap_or_default();
                let at = devices.iter().position(|id| *id == now).map_or(0, |at| at + 1);
                devices
                    .get(at % devices.len().max(1))
                    .map_or(Want::Front, |id| Want::Device(id.clone()))
            }
        }
    }

    /// One of the settings that are words.
    fn setting(&self, name: &str) -> Option<String> {
        let track = self.tracks().into_iter().next()?;
        // Very old browsers have no settings to read.
        Reflect::has(&track, &"getSettings".into()).ok().filter(|has| *has)?;
        Reflect::get(&track.get_settings(), &name.into()).ok()?.as_string()
    }

    fn tracks(&self) -> Vec<MediaStreamTrack> {
        self.stream.get_tracks().iter().filter_map(|track| track.dyn_into().ok()).collect()
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        for track in self.tracks() {
            track.set_onended(None);
            track.stop();
        }
    }
}

/// Whether this browser gives cameras to this page at all.
pub(in crate::components) fn is_possible() -> bool {
    (window().is_secure_context() || stand_in::is_in_place())
        && devices().is_some_and(|devices| {
            Reflect::get(&devices, &"getUserMedia".into()).is_ok_and(|ask| ask.is_function())
        })
}

/// The ids of all cameras. Before one was allowed they are one at most, and empty.
pub(super) async fn cameras() -> Vec<String> {
    let Some(Ok(asked)) = devices().map(|devices| devices.enumerate_devices()) else {
        return Vec::new();
    };
    let Ok(list) = JsFuture::from(asked).await else { return Vec::new() };
    Array::from(&list)
        .iter()
        .filter_map(|device| device.dyn_into::<MediaDeviceInfo>().ok())
        .filter(|device| device.kind() == MediaDeviceKind::Videoinput)
        .map(|device| device.device_id())
        .collect()
}

fn devices() -> Option<MediaDevices> {
    // On an insecure page the property is missing, which the typed getter does not know.
    let devices = Reflect::get(&window().navigator(), &"mediaDevices".into()).ok()?;
    devices.is_object().then(|| devices.unchecked_into())
}

async fn ask(video: &JsValue) -> Result<MediaStream, JsValue> {
    let devices = devices().ok_or(JsValue::UNDEFINED)?;
    let constraints: MediaStreamConstraints =
        object(&[("audio", JsValue::FALSE), ("video", video.clone())]).unchecked_into();
    let asked = devices.get_user_media_with_constraints(&constraints)?;
    JsFuture::from(asked).await?.dyn_into()
}

/// What is hoped for: enough pixels for the small print of a card. None of it is demanded.
fn wishes(kind: PictureKind, want: &Want) -> JsValue {
    let (width, height) = match kind {
        PictureKind::Photo => (1920, 1440),
        PictureKind::EmblemSide | PictureKind::PortraitSide => (2560, 1920),
    };
    let ideal = |value: JsValue| object(&[("ideal", value)]);
    let camera = match want {
        Want::Front => ("facingMode", ideal("user".into())),
        Want::Back => ("facingMode", ideal("environment".into())),
        Want::Device(id) => ("deviceId", object(&[("exact", id.into())])),
    };
    object(&[camera, ("width", ideal(width.into())), ("height", ideal(height.into()))])
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        // A new plain object takes every property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// The name of a browser's error, empty where it has none.
fn name_of(error: &JsValue) -> String {
    Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}
