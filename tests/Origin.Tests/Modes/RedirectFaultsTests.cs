using System.Net;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

public sealed class RedirectFaultsTests
{
    private const string Flag = "/flags/br/br.svg";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("redirloop", "?seed=4", "/redirloop/flags/br/br.svg?seed=4")]
    [InlineData("redirchain", "", "/redirchain/flags/br/br.svg?n=29")]
    [InlineData("redirchain", "?n=2&delay=0&seed=5", "/redirchain/flags/br/br.svg?n=1&delay=0&seed=5")]
    [InlineData("redirpriv", "", "http://169.254.169.254/latest/meta-data/")]
    [InlineData("redirscheme", "", "file:///etc/passwd")]
    [InlineData("redirbad", "", "http://[")]
    [InlineData("redirnone", "", null)]
    public async Task It_leads_astray(string mode, string query, string? location)
    {
        await using var origin = await RunningOrigin.Start();

        using var answer = await origin.Control.GetAsync(At($"/{mode}{Flag}{query}"), Cancel);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(location, answer.Headers.TryGetValues("Location", out var values) ? values.Single() : null);
    }

    [Fact]
    public async Task A_chain_ends_at_the_file()
    {
        await using var origin = await RunningOrigin.Start();
        var at = At($"/redirchain{Flag}?n=3");

        for (var hop = 0; hop < 3; hop++)
        {
            using var answer = await origin.Control.GetAsync(at, Cancel);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            at = answer.Headers.Location!;
        }

        Assert.StartsWith("<svg", await origin.Control.GetStringAsync(at, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_port_is_another_authority()
    {
        await using var origin = await RunningOrigin.Start();

        using var answer = await origin.Control.GetAsync(At($"/redirlocal{Flag}"), Cancel);

        Assert.Equal(new Uri(origin.Addresses.Local, Flag), answer.Headers.Location);
        Assert.StartsWith("<svg", await origin.Local.GetStringAsync(answer.Headers.Location, Cancel), StringComparison.Ordinal);
    }
}
