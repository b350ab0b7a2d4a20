using System.Text.Json;
using Actors.Grains.Json;

namespace Actors.Grains.Tests.Json;

public sealed class JsonPointersTests
{
    [Theory]
    [InlineData("""{"b":"second"}""", "\"second\"")]
    [InlineData("""{"a":null,"b":"second"}""", "\"second\"")]
    [InlineData("""{"a":"","b":"second"}""", "\"second\"")]
    [InlineData("""{"a":7,"b":"second"}""", "7")]
    public void The_first_that_says_something_counts(string json, string expected)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Equal(expected, JsonPointers.Parse("/a", "/b").Find(document.RootElement)!.Value.GetRawText());
    }

    [Theory]
    [InlineData("""{"a":"BRL"}""", "BRL")]
    [InlineData("""{"a":986}""", "986")]
    [InlineData("""{"a":["BRL",986,null,true]}""", "BRL,986")]
    [InlineData("""{"a":[{"name":"Real","code":"BRL","is":true}]}""", "Real,BRL")]
    [InlineData("""{"a":{"BRL":{"name":"Real"},"USD":"Dollar"}}""", "BRL,Real,USD,Dollar")]
    [InlineData("""{"a":true}""", "")]
    [InlineData("""{}""", "")]
    public void Texts_come_out_of_every_usual_shape(string json, string expected)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Equal(expected, string.Join(',', JsonPointers.Parse("/a").Texts(document.RootElement)));
    }

    [Fact]
    public void One_bad_pointer_is_refused() => Assert.Throws<FormatException>(() => JsonPointers.Parse("/a", "b"));
}
