using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Gateway.Json;

/// <summary>Enum members as camelCase strings.</summary>
internal sealed class CamelCaseConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
