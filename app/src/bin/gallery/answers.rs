//! Questions, and what can be said of an answer.

use leptos::prelude::*;
use sscard_app::components::{
    aloud::Aloud,
    choice::SelectField,
    field::{AreaField, DateField, Question, TextField, Typing},
    reading::{Line, Seen, Tone},
};

/// A question that is answered with this text, and nothing is said of it.
pub(crate) fn question(name: &'static str, label: &'static str, text: &str) -> Question {
    let text = RwSignal::new(text.to_owned());
    Question {
        name,
        label,
        required: true,
        shown: Signal::derive(|| true),
        quiet: Signal::derive(|| false),
        aloud: silent(),
        hint_is_private: false,
        hint: Signal::derive(String::new),
        text: text.into(),
        groups: Signal::derive(Vec::new),
        on_paste: Callback::new(|pasted| pasted),
        error: Signal::derive(|| None),
        advice: Signal::derive(|| None),
        seen: Signal::derive(Seen::default),
        on_take: Callback::new(|()| ()),
        on_input: Callback::new(move |typed| text.set(typed)),
        on_leave: Callback::new(|()| ()),
    }
}

/// Nobody asked for a question to be read out.
pub(crate) fn silent() -> Aloud {
    Aloud { shown: Signal::derive(|| false), on_press: Callback::new(|_| ()) }
}

fn said(words: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || Some(words.to_owned()))
}

const ADDRESS: &str =
    "北京市朝阳区样本街道样本路甲1号院2号楼3单元401室（样本大厦北侧，从东门进入）";

pub(crate) fn fields() -> AnyView {
    let name = Typing { placeholder: "请输入姓名", ..Typing::PLAIN };
    let address =
        Typing { placeholder: "请输入详细地址，精确到门牌号", ..Typing::PLAIN };
    let landline = Typing { placeholder: "例: 010-12345678", ..Typing::PLAIN };
    let day = Typing { placeholder: "例: 2020-03-01", ..Typing::PLAIN };
    let optional = Question { required: false, ..question("landline", "固定电话", "") };
    let banks = || {
        Signal::derive(|| {
            vec![("1".to_owned(), "北京银行".to_owned()), ("2".to_owned(), "样本银行".to_owned())]
        })
    };
    view! {
        <div class="cells">
            <TextField question=question("name-empty", "姓名", "") typing=name/>
            <TextField question=question("name-filled", "姓名", "古丽·样本") typing=name/>
            <TextField question=optional typing=landline/>
            <AreaField question=question("address-empty", "常住所在地地址", "") typing=address/>
            <AreaField question=question("address-long", "常住所在地地址", ADDRESS) typing=address/>
            <SelectField question=question("bank-empty", "办卡银行名称", "") placeholder="请选择办卡银行" options=banks()/>
            <SelectField question=question("bank-filled", "办卡银行名称", "1") placeholder="请选择办卡银行" options=banks()/>
            <DateField question=question("birth", "出生日期", "1990-03-07") typing=day/>
            <DateField question=question("from", "有效期限起", "") typing=day/>
            <DateField question=question("until", "有效期限止", "长期") typing=day or=("长期", "长期")/>
        </div>
    }
    .into_any()
}

pub(crate) fn states() -> AnyView {
    let hinted = Question {
        hint: Signal::derive(|| "请填写与实名认证（吴**）一致的信息".to_owned()),
        ..question("hinted", "姓名", "吴样本")
    };
    let faulty = Question {
        error: said("证件号码第18位不对，请对照身份证修改"),
        ..question("faulty", "证件号码", "110114199912313028")
    };
    let advised = Question {
        advice: said("地址里没有门牌号，请确认能收到邮件"),
        ..question("advised", "邮寄接收地址", "北京市西城区样本路")
    };
    let read = Question {
        seen: Signal::derive(|| seen(Tone::Good, "从照片读取，请核对", None)),
        ..question("read", "签发机关", "北京市公安局样本分局")
    };
    let unread = Question {
        seen: Signal::derive(|| seen(Tone::Advice, "没有读清，请对照照片填写", None)),
        ..question("unread", "民族", "")
    };
    let otherwise = Question {
        seen: Signal::derive(|| seen(Tone::Plain, "照片上读到：2030-01-01", Some("采用"))),
        ..question("otherwise", "有效期限止", "2040-01-01")
    };
    let grouped = Question {
        groups: Signal::derive(|| ["110114", "19991231", "3027"].map(str::to_owned).to_vec()),
        ..question("grouped", "证件号码", "110114199912313027")
    };
    let aloud = Question {
        aloud: Aloud { shown: Signal::derive(|| true), ..silent() },
        ..question("aloud", "固定电话", "010-12345678")
    };
    let line = |question| view! { <TextField question typing=Typing::PLAIN/> };
    view! {
        <div class="cells">
            {[hinted, faulty, advised, read, unread, otherwise, grouped, aloud].into_iter().map(line).collect_view()}
        </div>
    }
    .into_any()
}

fn seen(tone: Tone, words: &str, offer: Option<&'static str>) -> Seen {
    Seen { strip: None, lines: vec![Line::new(tone, words)], offer }
}
