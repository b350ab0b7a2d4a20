using System.Text.Json;
using Actors.Grains.Json;

namespace Actors.Grains.Tests.Json;

public sealed class JsonPointerTests
{
    // The document of RFC 6901 section 5.
    private const string Document = """{"foo":["bar","baz"],"":0,"a/b":1,"m~n":8,"k\"l":6," ":7}""";

    [Theory]
    [InlineData("/foo/0", "\"bar\"")]
    [InlineData("/", "0")]
    [InlineData("/a~1b", "1")]
    [InlineData("/m~0n", "8")]
    [InlineData("/k\"l", "6")]
    [InlineData("/ ", "7")]
    public void It_finds_what_the_rfc_says(string path, string expected)
    {
        using var document = JsonDocument.Parse(Document);

        Assert.Equal(expected, JsonPointer.Parse(path).Find(document.RootElement)!.Value.GetRawText());
    }

    [Theory]
    [InlineData("/foo/2")]
    [InlineData("/foo/-1")]
    [InlineData("/nope")]
    [InlineData("/foo/0/x")]
    public void What_is_not_there_is_null(string path)
    {
        using var document = JsonDocument.Parse(Document);

        Assert.Null(JsonPointer.Parse(path).Find(document.RootElement));
    }

    [Fact]
    public void The_empty_pointer_is_the_whole_document()
    {
        using var document = JsonDocument.Parse(Document);

        Assert.Equal(JsonValueKind.Object, JsonPointer.Parse("").Find(document.RootElement)!.Value.ValueKind);
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("/a~2")]
    [InlineData("/a~")]
    public void What_is_no_pointer_is_refused(string text) => Assert.Throws<FormatException>(() => JsonPointer.Parse(text));
}
