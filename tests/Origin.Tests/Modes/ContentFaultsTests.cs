using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

/// <summary>The families that damage what is in an answer: media type, encoding, JSON, text, images, change.</summary>
public sealed class ContentFaultsTests
{
    private const string Flag = "/flags/br/br.svg";
    private const string Image = "/flags/br/br.png";
    private const string Facts = "/flags/br/metadata.json";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("wrongtype", Flag, "text/html", "<svg")]
    [InlineData("notype", Flag, null, "<svg")]
    [InlineData("html200", Flag, "text/html", "<!DOCTYPE html>")]
    [InlineData("html200lie", Flag, "image/svg+xml", "<!DOCTYPE html>")]
    [InlineData("html200lie", Image, "image/png", "<!DOCTYPE html>")]
    [InlineData("html200lie", Facts, "application/json", "<!DOCTYPE html>")]
    [InlineData("notsvg", Flag, "image/svg+xml", "<note>")]
    [InlineData("svgscript", Flag, "image/svg+xml", "<svg")]
    [InlineData("svgexternal", Flag, "image/svg+xml", "<svg")]
    [InlineData("svgdtd", Flag, "image/svg+xml", "<!DOCTYPE svg")]
    public async Task What_is_declared_is_not_what_comes(string mode, string path, string? mediaType, string start)
    {
        var (answer, body) = await Ask($"/{mode}{path}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(start, Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("badjson", Flag)]
    [InlineData("nocountry", Image)]
    [InlineData("pngnoiend", Flag)]
    [InlineData("svgcut", Facts)]
    [InlineData("badutf8", Image)]
    public async Task What_is_not_of_the_kind_is_served_honestly(string mode, string path)
    {
        await using var origin = await RunningOrigin.Start();

        using var honest = await origin.Control.GetAsync(At($"/local{path}"), Cancel);
        using var answer = await origin.Control.GetAsync(At($"/{mode}{path}"), Cancel);

        Assert.Equal(honest.Headers.ETag, answer.Headers.ETag);
        Assert.Null(origin.Log.Events(mode).Events.Single().Fault);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzipbomb", "gzip")]
    [InlineData("badgzip", "gzip")]
    [InlineData("truncgzip", "gzip")]
    [InlineData("encunknown", "x-practice")]
    [InlineData("encdouble", "gzip, gzip")]
    public async Task The_encoding_is_named(string mode, string encoding)
    {
        var (answer, _) = await Ask($"/{mode}{Flag}");

        Assert.Equal(encoding, string.Join(", ", answer.Content.Headers.ContentEncoding));
    }

    [Fact]
    public async Task Gzip_is_what_it_says_once_or_twice_or_not_at_all()
    {
        var (_, plain) = await Ask($"/local{Flag}");

        Assert.Equal(plain, Inflate((await Ask($"/gzip{Flag}")).Body));
        Assert.Equal(plain, Inflate(Inflate((await Ask($"/encdouble{Flag}")).Body)));
        Assert.Equal(plain, (await Ask($"/badgzip{Flag}")).Body);
        Assert.Equal((await Ask($"/gzip{Flag}")).Body.Length / 2, (await Ask($"/truncgzip{Flag}")).Body.Length);
    }

    [Fact]
    public async Task A_bomb_is_small_until_it_is_opened()
    {
        var (_, bomb) = await Ask($"/gzipbomb{Flag}");

        Assert.InRange(bomb.Length, 200_000, 300_000);
        await using GZipStream inflated = new(new MemoryStream(bomb), CompressionMode.Decompress);
        long length = 0;
        var buffer = new byte[1024 * 1024];
        for (int read; (read = await inflated.ReadAsync(buffer, Cancel)) > 0;)
            length += read;
        Assert.Equal(256L * 1024 * 1024, length);
    }

    [Theory]
    [InlineData("badjson")]
    [InlineData("deepjson")]
    [InlineData("bom")]
    public async Task It_cannot_be_parsed(string mode)
    {
        var (_, body) = await Ask($"/{mode}{Facts}");

        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(body));
    }

    [Fact]
    public async Task It_can_be_parsed_but_is_not_what_was_expected()
    {
        Assert.False(JsonElement.Parse((await Ask($"/nocountry{Facts}")).Body).TryGetProperty("country", out _));
        Assert.Equal(JsonValueKind.Number, JsonElement.Parse((await Ask($"/countrytype{Facts}")).Body).GetProperty("country").ValueKind);
        var twice = (await Ask($"/dupjson{Facts}")).Body;
        Assert.Equal("Brazil", JsonElement.Parse(twice).GetProperty("country").GetString());
        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(twice, new JsonDocumentOptions { AllowDuplicateProperties = false }));
        Assert.Equal(100_000, (await Ask($"/deepjson{Facts}")).Body.Count(value => value == '['));
    }

    [Theory]
    [InlineData(Facts)]
    [InlineData(Flag)]
    public async Task Text_is_in_another_character_set_or_in_none(string path)
    {
        UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var (latin1, latin1Body) = await Ask($"/latin1{path}");
        var (bad, badBody) = await Ask($"/badutf8{path}");
        var (_, bom) = await Ask($"/bom{path}");

        Assert.Equal("iso-8859-1", latin1.Content.Headers.ContentType!.CharSet);
        Assert.Contains("é", Encoding.Latin1.GetString(latin1Body), StringComparison.Ordinal);
        Assert.Throws<DecoderFallbackException>(() => strict.GetString(latin1Body));
        Assert.Equal("utf-8", bad.Content.Headers.ContentType!.CharSet);
        Assert.Throws<DecoderFallbackException>(() => strict.GetString(badBody));
        Assert.Equal([0xEF, 0xBB, 0xBF], bom[..3]);
        Assert.Equal((await Ask($"/local{path}")).Body, bom[3..]);
    }

    [Fact]
    public async Task Images_are_cut_and_the_bad_SVGs_are_well_formed_otherwise()
    {
        var whole = (await Ask($"/local{Image}")).Body;
        Assert.Equal(whole[..^12], (await Ask($"/pngnoiend{Image}")).Body);
        Assert.Equal("IEND", Encoding.ASCII.GetString(whole[^8..^4]));
        Assert.Equal((await Ask($"/local{Flag}")).Body.Length / 2, (await Ask($"/svgcut{Flag}")).Body.Length);
        foreach (var mode in (string[])["svgscript", "svgexternal", "notsvg"])
            Assert.NotNull(XDocument.Parse(Encoding.UTF8.GetString((await Ask($"/{mode}{Flag}")).Body)));
    }

    [Theory]
    [InlineData(Flag, 13_000)]
    [InlineData(Facts, 130_000)]
    [InlineData(Image, 13_000)]
    [InlineData(Image, 2_000_000)]
    [InlineData(Flag, 2_000_000)]
    public async Task A_file_is_as_large_as_asked_for_and_still_valid(string path, int size)
    {
        var (answer, body) = await Ask($"/local{path}?size={size}");

        Assert.Equal((size, (long?)size), (body.Length, answer.Content.Headers.ContentLength));
        Assert.NotEqual((await Ask($"/local{path}")).Answer.Headers.ETag, answer.Headers.ETag);
        if (path == Facts)
            Assert.Equal("Brazil", JsonElement.Parse(body).GetProperty("country").GetString());
        else if (path == Flag)
            Assert.Equal("svg", XDocument.Parse(Encoding.UTF8.GetString(body)).Root!.Name.LocalName);
        else
            Assert.Equal("IEND", Encoding.ASCII.GetString(body[^8..^4]));
    }

    [Fact]
    public async Task A_file_that_is_large_enough_stays_as_it_is() =>
        Assert.Equal((await Ask($"/local{Flag}")).Body, (await Ask($"/local{Flag}?size=5")).Body);

    [Fact]
    public async Task A_changing_file_differs_from_attempt_to_attempt()
    {
        await using var origin = await RunningOrigin.Start();
        HashSet<string> tags = [];

        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var answer = await origin.Control.GetAsync(At($"/changing{Flag}"), Cancel);
            tags.Add(answer.Headers.ETag!.Tag);
        }

        Assert.Equal(5, tags.Count);
    }

    [Theory]
    [InlineData("cacheControl=max-age%3D1,%20stale-while-revalidate%3D30&age=7", "max-age=1, stale-while-revalidate=30", 7)]
    [InlineData("cacheControl=", null, null)]
    public async Task What_caches_are_told_can_be_chosen(string query, string? cacheControl, int? age)
    {
        var (answer, _) = await Ask($"/local{Flag}?{query}");

        Assert.Equal(cacheControl, answer.Headers.TryGetValues("Cache-Control", out var values) ? string.Join(", ", values) : null);
        Assert.Equal(age, (int?)answer.Headers.Age?.TotalSeconds);
    }

    private static async Task<(HttpResponseMessage Answer, byte[] Body)> Ask(string path)
    {
        await using var origin = await RunningOrigin.Start();
        var answer = await origin.Control.GetAsync(At(path), Cancel);
        return (answer, await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    private static byte[] Inflate(byte[] compressed)
    {
        using GZipStream gzip = new(new MemoryStream(compressed), CompressionMode.Decompress);
        using MemoryStream plain = new();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
