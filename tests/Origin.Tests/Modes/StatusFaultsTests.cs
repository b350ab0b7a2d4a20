using System.Net;
using Actors.Origin.Countries;
using Actors.Origin.Modes;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

public sealed class StatusFaultsTests
{
    private const string Flag = "/flags/br/br.svg";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(410)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(505)]
    public async Task A_status_is_all_there_is(int status)
    {
        await using var origin = await RunningOrigin.Start();

        using var answer = await origin.Control.GetAsync(At($"/s{status}{Flag}"), Cancel);
        var body = await answer.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Null(answer.Headers.RetryAfter);
        Assert.Equal(status is 204 or 304, body.Length == 0);
        Assert.Equal((status, $"s{status}", body.Length), One(origin));
    }

    [Fact]
    public async Task Half_a_file_comes_as_206()
    {
        await using var origin = await RunningOrigin.Start();
        var whole = await origin.Local.GetByteArrayAsync(At(Flag), Cancel);

        using var answer = await origin.Control.GetAsync(At($"/s206{Flag}"), Cancel);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(whole.Length, answer.Content.Headers.ContentRange!.Length);
        Assert.Equal(whole[..(whole.Length / 2)], await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("?n=0", 0)]
    [InlineData("?n=3", 3)]
    public async Task Whoever_is_early_comes_again(string query, int times)
    {
        await using var origin = await RunningOrigin.Start();

        List<int> statuses = [];
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var answer = await origin.Control.GetAsync(At($"/early{Flag}{query}"), Cancel);
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Equal([.. Enumerable.Repeat(503, times), .. Enumerable.Repeat(200, 5 - times)], statuses);
    }

    [Fact]
    public async Task A_quarter_of_the_paths_are_teapots_for_ever()
    {
        await using var origin = await RunningOrigin.Start();
        var paths = new OriginFiles().Paths.Take(60).ToArray();

        var first = await Ask(origin, paths);
        var second = await Ask(origin, paths);

        Assert.Equal(first, second);
        Assert.Equal(paths.Select(path => Draw.Of(1, "teapot", path, 0) < 0.25 ? 418 : 200), first);
    }

    private static async Task<IReadOnlyList<int>> Ask(RunningOrigin origin, IEnumerable<string> paths)
    {
        List<int> statuses = [];
        foreach (var path in paths)
        {
            using var answer = await origin.Control.GetAsync(At($"/teapot{path}"), Cancel);
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }

    private static (int Status, string? Fault, int Bytes) One(RunningOrigin origin)
    {
        var ended = Assert.Single(origin.Log.Events().Events);
        return (ended.Status, ended.Fault, (int)ended.Bytes);
    }
}
