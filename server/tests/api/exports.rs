//! What operators get out of the database and into a spreadsheet: one line for each application, and nothing that runs.

use serde_json::{Value, json};
use sscard_shared::api::APPLICATIONS_PATH;

use crate::{
    commands::{path, run},
    test_app::{TestApp, ZHANG},
};

const MOBILE: &str = "13900000001";
const KEY: &str = "0123456789abcdef";
/// What spreadsheets take for the beginning of a formula.
const SIGNS: [&str; 8] = ["=", "+", "-", "@", "＝", "＋", "－", "＠"];
/// The fields in which people type words, for a card that is mailed.
const TYPED: [&str; 5] = ["name", "authority", "address", "recipient", "mail_address"];

fn mailed(mut draft: Value) -> Value {
    draft["delivery"] = json!("mail");
    draft["recipient"] = json!("张样本");
    draft["recipient_mobile"] = json!(MOBILE);
    draft["mail_region"] = json!("110108");
    draft["mail_address"] = json!("北京市海淀区样本路1号院2号楼301室");
    draft["postcode"] = json!("100080");
    draft
}

#[tokio::test]
async fn no_answer_begins_with_a_sign_of_a_formula() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let draft = mailed(visitor.complete_draft().await);
    for sign in SIGNS {
        for before in ["", " ", "\t", "\r\n", "\u{200b}", "\u{feff}", "\u{202e}", "\u{3000}"] {
            let mut draft = draft.clone();
            for field in TYPED {
                let text = draft[field].as_str().unwrap().to_owned();
                draft[field] = json!(format!("{before}{sign}{text}"));
            }
            let named = visitor.submit(KEY, &draft).await.faults();
            for field in TYPED {
                let is_named = named.iter().any(|fault| fault.starts_with(&format!("{field}:")));
                assert!(is_named, "{before:?}{sign} {field}: {named:?}");
            }
        }
    }
    assert_eq!(visitor.get(APPLICATIONS_PATH).await.json(), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_has_one_line_for_each_application_and_no_control() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let mut draft = mailed(visitor.complete_draft().await);
    // Line breaks, tabs and marks that nobody sees are pasted along; numbers come in every form.
    draft["address"] = json!("\t北京市海淀区样本路1号院\r\n2号楼\u{202e}301\u{0}室\u{2028}");
    draft["recipient"] = json!("\u{200b}张样本\u{1b}\n");
    draft["landline"] = json!("+86 010-62345678");
    draft["recipient_mobile"] = json!("+86 139 0000 0001");
    let answer = visitor.submit(KEY, &draft).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let exported = run(&["applications", "export", "--data", path(server.data.path())]);
    assert_eq!((exported.code, exported.lines.len()), (0, 1));
    let line = &exported.lines[0];
    assert_eq!(line["draft"]["address"], "北京市海淀区样本路1号院 2号楼301室");
    assert_eq!(line["draft"]["recipient"], "张样本");
    assert_eq!(line["draft"]["recipient_mobile"], MOBILE);
    let answers = line["answers"].as_array().unwrap().iter().map(|answer| &answer["text"]);
    let texts: Vec<&str> = answers
        .chain(line["draft"].as_object().unwrap().values())
        .filter_map(Value::as_str)
        .collect();
    assert!(texts.len() > 40, "{texts:?}");
    for text in texts {
        assert!(!text.chars().any(char::is_control), "{text:?}");
        assert!(!SIGNS.iter().any(|sign| text.starts_with(sign)), "{text:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_an_operator_are_seen_as_they_stand() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let receipt = visitor.submit(KEY, &draft).await.json()["receipt"].clone();
    let receipt = receipt.as_str().unwrap();
    let data = path(server.data.path());
    let long = "字".repeat(501);
    let formulas = SIGNS.map(|sign| format!("{sign}HYPERLINK(\"//other.example\")"));
    let hidden = [
        "照片不清晰\n请重新上传",
        "照片\t不清晰",
        "照片\r不清晰",
        "照片\u{7}不清晰",
        "照片\u{1b}[31m",
        "照片\u{85}不清晰",
        "照片\u{2028}不清晰",
        "照片\u{2029}不清晰",
        "照片\u{202e}不清晰",
        "照片\u{200b}不清晰",
        "\u{feff}照片",
        &long,
    ];
    for words in hidden.into_iter().chain(formulas.iter().map(String::as_str)) {
        // A note that begins with a hyphen would be taken for an option otherwise.
        let note = format!("--note={words}");
        let advance = ["applications", "advance", receipt, &note, "--data", data];
        let give_back = ["applications", "return", "--data", data, "--", receipt, words];
        for arguments in [&advance[..], &give_back] {
            let refused = run(arguments);
            assert_eq!(refused.code, 2, "{words:.20?}: {}", refused.errors);
        }
    }
    let words = "照片不清晰：“请重新上传” <b>=1+1</b> \"；DROP TABLE";
    let note = format!("--note={words}");
    let done = run(&["applications", "advance", receipt, &note, "--data", data]);
    assert_eq!(
        (done.code, &done.lines[0]["events"][1]["note"]),
        (0, &json!(words)),
        "{}",
        done.errors
    );
    let view = visitor.get(&format!("{APPLICATIONS_PATH}/{receipt}")).await;
    assert_eq!(view.json()["events"][1]["note"], words);
    assert_eq!(view.header("content-type"), "application/json");
    let longest = "字".repeat(500);
    assert_eq!(run(&["applications", "return", receipt, &longest, "--data", data]).code, 0);
}
