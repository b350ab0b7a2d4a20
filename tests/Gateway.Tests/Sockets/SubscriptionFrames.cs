using System.Text.Json;
using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Sockets;

/// <summary>What the tests of subscriptions send and look for.</summary>
internal static class SubscriptionFrames
{
    public static string Subscribe(StagedHarvest harvest, string more = "") =>
        $"{{\"type\":\"subscribe\",\"id\":\"s1\",\"topic\":\"harvest/{harvest.Id}\"{(more.Length > 0 ? "," : "")}{more}}}";

    public static List<long> Numbers(IEnumerable<string> frames) =>
    [
        .. frames.Select(frame => JsonElement.Parse(frame))
            .Where(frame => frame.TryGetProperty("kind", out var kind) && kind.GetString() != "progress")
            .Select(frame => frame.GetProperty("seq").GetInt64()),
    ];
}
