//! The files of the sandbox's pages. The content security policy allows neither inline scripts nor inline styles.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const WOFF2: &str = "font/woff2";

/// The style sheet of the pages.
pub async fn style() -> Response {
    file(CSS, include_str!("style.css"))
}

/// The script that draws a card in the tester's browser.
pub async fn cards_script() -> Response {
    file(JAVASCRIPT, include_str!("cards.js"))
}

/// The script that shows the cards of the sample people.
pub async fn people_script() -> Response {
    file(JAVASCRIPT, include_str!("people.js"))
}

/// The script that replaces the browser's camera with a drawn one.
pub async fn camera_script() -> Response {
    file(JAVASCRIPT, include_str!("camera.js"))
}

/// The font of the cards: a part of Noto Sans SC with the characters of `samples/cards.characters.txt` (SIL Open Font License 1.1).
pub async fn cards_font() -> Response {
    ([(header::CONTENT_TYPE, WOFF2)], include_bytes!("../../../samples/cards.woff2").as_slice())
        .into_response()
}

fn file(media_type: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type)], text).into_response()
}
