using Microsoft.AspNetCore.Http.Metadata;

namespace Actors.Gateway.Requests;

/// <summary>What follows for a route from what it says that it answers; worked out once, when routes are built.</summary>
/// <param name="IsOpenEnded">A socket or an event stream: it lasts as long as its client wants.</param>
/// <param name="IsPicture">Pages of any origin may embed it.</param>
internal sealed record RouteTraits(bool IsOpenEnded, bool IsPicture)
{
    public static void Add(EndpointBuilder route)
    {
        var answers = route.Metadata.OfType<IProducesResponseTypeMetadata>().ToArray();
        var types = answers.SelectMany(answer => answer.ContentTypes).ToArray();
        route.Metadata.Add(new RouteTraits(
            types.Contains("text/event-stream") || answers.Any(answer => answer.StatusCode == StatusCodes.Status101SwitchingProtocols),
            types.Any(type => type.StartsWith("image/", StringComparison.Ordinal))));
    }
}
