//! From the live picture to still ones: small frames to look at, and the whole one to keep.

use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array, Uint8ClampedArray};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, FilePropertyBag, HtmlCanvasElement, HtmlVideoElement,
    ImageData,
};

use super::{region::Part, trouble::Trouble};
use crate::imaging::Frame;

/// How good the JPEG of a kept frame is. It is encoded once more later on, from a crop of it.
const QUALITY: f64 = 0.95;
/// The same of a small frame that is judged and thrown away.
const FRAME_QUALITY: f64 = 0.9;

/// A canvas that frames are drawn on again and again.
#[derive(Debug)]
pub(super) struct Pad {
    canvas: HtmlCanvasElement,
    pen: CanvasRenderingContext2d,
}

impl Pad {
    /// Nothing where the browser has no memory left for a canvas.
    pub(super) fn new() -> Option<Self> {
        let canvas: HtmlCanvasElement =
            document().create_element("canvas").ok()?.dyn_into().ok()?;
        // What is read back many times is better not kept in the graphics card.
        let options = Object::new();
        let _ = Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE);
        let pen = canvas.get_context_with_context_options("2d", &options).ok()??;
        Some(Self { pen: pen.dyn_into().ok()?, canvas })
    }

    /// Brightness is measured on this: the RGBA bytes of a part of the live picture.
    pub(super) fn pixels(
        &self,
        video: &HtmlVideoElement,
        part: Part,
        longest: f64,
    ) -> Option<Vec<u8>> {
        Some(self.draw(video, part, longest)?.data().0)
    }

    /// The worker looks at this: the whole live picture, its bytes ready to be given away.
    pub(super) fn frame(&self, video: &HtmlVideoElement, longest: f64) -> Option<Frame> {
        let drawn = self.draw(video, Part::WHOLE, longest)?;
        // The typed getter would copy the bytes into this module's memory and back.
        let bytes: Uint8ClampedArray =
            Reflect::get(&drawn, &"data".into()).ok()?.dyn_into().ok()?;
        let bytes: ArrayBuffer = bytes.buffer();
        Some(Frame { bytes, width: drawn.width(), height: drawn.height() })
    }

    /// What was drawn last, as a JPEG file.
    pub(super) async fn jpeg(&self) -> Option<Vec<u8>> {
        let blob = encoded(&self.canvas, FRAME_QUALITY).await?;
        let buffer: ArrayBuffer =
            JsFuture::from(blob.array_buffer()).await.ok()?.dyn_into().ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }

    fn draw(&self, video: &HtmlVideoElement, part: Part, longest: f64) -> Option<ImageData> {
        let (width, height) = size(video)?;
        let (from_width, from_height) = (width * part.width, height * part.height);
        let shrink = (longest / from_width.max(from_height)).min(1.0);
        let (to_width, to_height) =
            ((from_width * shrink).max(1.0).floor(), (from_height * shrink).max(1.0).floor());
        // Setting a canvas's size clears it and costs a new one.
        if f64::from(self.canvas.width()) != to_width
            || f64::from(self.canvas.height()) != to_height
        {
            self.canvas.set_width(to_width as u32);
            self.canvas.set_height(to_height as u32);
        }
        self.pen
            .draw_image_with_html_video_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                video,
                width * part.left,
                height * part.top,
                from_width,
                from_height,
                0.0,
                0.0,
                to_width,
                to_height,
            )
            .ok()?;
        self.pen.get_image_data(0.0, 0.0, to_width, to_height).ok()
    }
}

/// Width and height of the live picture in its own pixels; nothing before there is one.
pub(super) fn size(video: &HtmlVideoElement) -> Option<(f64, f64)> {
    let (width, height) = (video.video_width(), video.video_height());
    (width > 0 && height > 0).then(|| (f64::from(width), f64::from(height)))
}

/// Keeps the frame that is shown, whole and as the camera sees it: a mirrored preview is no mirrored picture.
pub(super) async fn keep(video: &HtmlVideoElement) -> Result<File, Trouble> {
    let canvas = drawn(video).ok_or(Trouble::NotKept)?;
    let blob = encoded(&canvas, QUALITY).await.ok_or(Trouble::NotKept)?;
    // The canvas holds ten megabytes and more; some browsers are slow to collect it.
    canvas.set_width(0);
    let options = FilePropertyBag::new();
    options.set_type("image/jpeg");
    File::new_with_blob_sequence_and_options(&Array::of1(&blob), "camera.jpg", &options)
        .map_err(|_| Trouble::NotKept)
}

/// A canvas as a JPEG file; nothing where the browser has no memory for it.
async fn encoded(canvas: &HtmlCanvasElement, quality: f64) -> Option<Blob> {
    let encoded = Promise::new(&mut |done, failed| {
        let asked = canvas.to_blob_with_type_and_encoder_options(
            &done,
            "image/jpeg",
            &JsValue::from_f64(quality),
        );
        if let Err(error) = asked {
            let _ = failed.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(encoded).await.ok()?.dyn_into().ok()
}

fn drawn(video: &HtmlVideoElement) -> Option<HtmlCanvasElement> {
    let (width, height) = size(video)?;
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    pen.draw_image_with_html_video_element(video, 0.0, 0.0).ok()?;
    Some(canvas)
}
