using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Grains.Tests.Origins;

/// <summary>One exchange with a server of this machine, as label <c>x</c> is configured.</summary>
internal static class Fetching
{
    public static OriginCatalog Catalog(string url, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Origins:x:FlagUrl"] = url + "/{cc}/{cc}.svg",
            ["Origins:x:MetadataUrl"] = url + "/{cc}/metadata.json",
            ["Origins:x:AllowPrivateAddresses"] = "true",
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return new OriginCatalog(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }

    public static async Task<ExchangeResult> Get(
        Parts part, string url, StoredPart? stored = null, TimeProvider? time = null, Uri? target = null,
        params (string Key, string Value)[] more)
    {
        time ??= TimeProvider.System;
        var origin = Catalog(url, more).Find("x");
        using var connections = new OriginConnections(time);
        return await new HttpOrigin(connections, time, NullLogger<HttpOrigin>.Instance).Get(
            origin, part == Parts.Flag ? BodyKind.Flag : BodyKind.Metadata, target ?? (part == Parts.Flag ? origin.Flag! : origin.Metadata!).Expand("BR", null)!, stored,
            TestContext.Current.CancellationToken);
    }

    public static StoredPart Stored { get; } = new()
    {
        Body = [1], MediaType = "image/png", Sha256 = "", ETag = "\"x\"", FetchedAt = default, FreshUntil = default,
    };
}
