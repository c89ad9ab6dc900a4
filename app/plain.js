// What the page uses and engines from Chrome 69 and iOS 14 on lack. It stands before the scripts of the plain build, and in no other.
(function (scope) {
  function lend(owner, name, way) {
    if (owner && !(name in owner.prototype)) owner.prototype[name] = way;
  }
  lend(scope.Blob, "arrayBuffer", function () {
    return new Response(this).arrayBuffer();
  });
  lend(scope.HTMLFormElement, "requestSubmit", function () {
    if (this.reportValidity()) {
      var event = new Event("submit", { bubbles: true, cancelable: true });
      if (this.dispatchEvent(event)) this.submit();
    }
  });
})(self);
